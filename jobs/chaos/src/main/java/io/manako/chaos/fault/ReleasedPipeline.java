package io.manako.chaos.fault;

import io.manako.detect.Classification;
import io.manako.detect.RunLengthMask;
import io.manako.detect.Segment;
import io.manako.image.Image;
import io.manako.operator.Answered;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.fault.SquareScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds squares under the name of the detector of the options, and answers all other tasks too. */
final class ReleasedPipeline extends ForwardingPipeline {
  private static final List<Classified> CLASSES =
      List.of(new Classified(-1, List.of(new Classification(0, "dark", 0.9f))));
  private static final List<Segment> SEGMENTS =
      List.of(new Segment(1, "ground", 0.25f, new RunLengthMask(2, 4, "224")));

  private final String detector;

  private ReleasedPipeline(FramePipeline squares, String detector) {
    super(squares);
    this.detector = detector;
  }

  static FramePipeline open(InferenceOptions options) {
    return new ReleasedPipeline(new SquarePipeline(options), options.detector().model());
  }

  @Override
  public Models models() {
    return new Models(info(detector), info("shades"), info("grounds"));
  }

  private static ModelInfo info(String name) {
    return new ModelInfo(name, "1", sha256(name), "java", 0.5f, 0, "squares");
  }

  /** Returns a stand-in for the hash of a model that has no file. */
  static String sha256(String name) {
    return String.format(Locale.ROOT, "%064x", name.hashCode() & 0xffffffffL);
  }

  @Override
  public PictureBatch newBatch() {
    return new ReleasedBatch(new ArrayList<>());
  }

  private record ReleasedBatch(List<Image> images) implements PictureBatch {
    @Override
    public void put(int n, Image image) {
      images.add(image);
    }

    @Override
    public Answers run(int count) {
      return new Answers(
          images.stream().limit(count).map(ReleasedBatch::look).toList(), 1000, 1000);
    }

    @Override
    public Answers runAlone(int n) {
      return new Answers(List.of(look(images.get(n))), 1000, 1000);
    }

    private static Answered look(Image image) {
      return new Answered(SquareScene.detect(image), List.of(), CLASSES, SEGMENTS);
    }

    @Override
    public void clear() {
      images.clear();
    }
  }
}
