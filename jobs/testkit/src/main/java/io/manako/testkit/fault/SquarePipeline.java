package io.manako.testkit.fault;

import io.manako.detect.Classification;
import io.manako.detect.Detection;
import io.manako.detect.Views;
import io.manako.image.Decoder;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.Answered;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Pipeline of the real decoder and {@link SquareScene#detect}, which takes a real engine's time and
 * sees nothing outside of the views that it gets.
 */
public final class SquarePipeline implements FramePipeline {
  private static final Models MODELS =
      new Models(
          new ModelInfo("squares", "1", "0", "java", 0.5f, 0, "squares"),
          new ModelInfo("shades", "1", "0", "java", 0, 0, "shades"));
  private static final int SIDE = 64;
  private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  private final Decoder decoder;

  public SquarePipeline(InferenceOptions options) {
    this.decoder = options.openDecoder();
  }

  @Override
  public Models models() {
    return MODELS;
  }

  @Override
  public int detectorSide() {
    return SIDE;
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    decoder.decode(frame.bytes(), frame.contentType(), sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new SquareBatch();
  }

  @Override
  public void close() {
    decoder.close();
  }

  private record Picture(Image image, Views views) {}

  private static final class SquareBatch implements PictureBatch {
    private final List<Picture> pictures = new ArrayList<>();

    @Override
    public void put(int n, Image image) {
      put(n, image, new Views(Crop.of(image), true, List.of()));
    }

    @Override
    public void put(int n, Image image, Views views) {
      pictures.add(new Picture(image, views));
    }

    @Override
    public Answers run(int count) {
      long start = System.nanoTime();
      LockSupport.parkNanos(RUN_NANOS);
      List<Answered> answers =
          pictures.subList(0, count).stream().map(SquareBatch::answer).toList();
      return new Answers(answers, System.nanoTime() - start, 0);
    }

    private static Answered answer(Picture picture) {
      List<Detection> found = SquareScene.detect(picture.image, picture.views.runs());
      return new Answered(found, List.of(), List.of(SHADE), List.of());
    }

    @Override
    public Answers runAlone(int n) {
      throw new IllegalStateException("This engine fails as a whole or not at all");
    }

    @Override
    public void clear() {
      pictures.clear();
    }
  }

  private static final Classified SHADE =
      new Classified(-1, List.of(new Classification(0, "dark", 0.9f)));
}
