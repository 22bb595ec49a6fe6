package io.manako.job;

import io.manako.engine.EngineException;
import io.manako.image.FrameDecoder;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.Answered;
import io.manako.operator.FrameRecord;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.testkit.fault.SquareScene;
import java.util.ArrayList;
import java.util.List;

/** Finds squares, and fails on pictures of another width than {@link SquareScene}'s. */
final class LedgerPipeline implements FramePipeline {
  private static final Models MODELS =
      new Models(new ModelInfo("squares", "1", "0", "java", 0.5f, 0, "squares"), null);

  private final FrameDecoder decoder;

  LedgerPipeline(InferenceOptions options) {
    this.decoder = new FrameDecoder(options.limits());
  }

  @Override
  public Models models() {
    return MODELS;
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    decoder.decode(frame.bytes(), frame.contentType(), sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new LedgerBatch(new ArrayList<>());
  }

  @Override
  public void close() {
    decoder.close();
  }

  private record LedgerBatch(List<Image> images) implements PictureBatch {
    @Override
    public void put(int n, Image image) {
      images.add(image);
    }

    @Override
    public Answers run(int count) {
      return new Answers(images.stream().limit(count).map(LedgerBatch::look).toList(), 1000, 1000);
    }

    @Override
    public Answers runAlone(int n) {
      return new Answers(List.of(look(images.get(n))), 1000, 1000);
    }

    private static Answered look(Image image) {
      if (image.width() != SquareScene.WIDTH) {
        throw new EngineException("a picture of " + image.width() + " pixels' width");
      }
      return Answered.of(SquareScene.detect(image));
    }

    @Override
    public void clear() {
      images.clear();
    }
  }
}
