package io.manako.testkit.fault;

import io.manako.detect.Classification;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Pipeline of the real decoder and {@link SquareScene#detect}, which takes a real engine's time.
 */
public final class SquarePipeline implements FramePipeline {
  private static final Models MODELS =
      new Models(
          new ModelInfo("squares", "1", "0", "java", 0.5f, 0, "squares"),
          new ModelInfo("shades", "1", "0", "java", 0, 0, "shades"));
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

  private static final class SquareBatch implements PictureBatch {
    private final List<Image> images = new ArrayList<>();

    @Override
    public void put(int n, Image image) {
      images.add(image);
    }

    @Override
    public Answers run(int count) {
      long start = System.nanoTime();
      LockSupport.parkNanos(RUN_NANOS);
      List<Answered> answers =
          images.subList(0, count).stream()
              .map(
                  image ->
                      new Answered(SquareScene.detect(image), List.of(), List.of(SHADE), List.of()))
              .toList();
      return new Answers(answers, System.nanoTime() - start, 0);
    }

    @Override
    public Answers runAlone(int n) {
      throw new IllegalStateException("This engine fails as a whole or not at all");
    }

    @Override
    public void clear() {
      images.clear();
    }
  }

  private static final Classified SHADE =
      new Classified(-1, List.of(new Classification(0, "dark", 0.9f)));
}
