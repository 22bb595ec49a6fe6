package io.manako.job;

import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FramePipeline;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.PictureBatch;

/** A pipeline that fails where {@link Faults} say. */
final class FaultyPipeline implements FramePipeline {
  private final FramePipeline pipeline;

  FaultyPipeline(FramePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Models models() {
    return pipeline.models();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    Faults.DECODE.strike();
    pipeline.decode(frame, sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new FaultyBatch(pipeline.newBatch());
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private record FaultyBatch(PictureBatch batch) implements PictureBatch {
    @Override
    public void put(int n, Image image) {
      batch.put(n, image);
    }

    @Override
    public Answers run(int count) {
      Faults.INFERENCE.strike();
      Faults.FLUSH.strikeIf(Faults.isFlushing());
      Answers answers = batch.run(count);
      Faults.FLUSH.strikeIf(Faults.isFlushing());
      return answers;
    }

    @Override
    public Answers runAlone(int n) {
      return batch.runAlone(n);
    }

    @Override
    public void clear() {
      batch.clear();
    }
  }
}
