package io.manako.testkit.fault;

import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pipeline that fails where {@link Faults} say. */
final class FaultyPipeline implements FramePipeline {
  /**
   * Delay that keeps frames for the checkpoint that the next fault needs, however busy the machine
   * is.
   */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final FramePipeline pipeline;
  private final FaultSite site;

  FaultyPipeline(FramePipeline pipeline, FaultSite site) {
    this.pipeline = pipeline;
    this.site = site;
  }

  @Override
  public Models models() {
    return pipeline.models();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    site.visit(FaultPlace.DECODE);
    pipeline.decode(frame, sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new FaultyBatch(pipeline.newBatch(), site);
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private record FaultyBatch(PictureBatch batch, FaultSite site) implements PictureBatch {
    @Override
    public void put(int n, Image image) {
      batch.put(n, image);
    }

    @Override
    public Answers run(int count) {
      if (Faults.awaitCheckpoint()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      site.visitRun();
      return batch.run(count);
    }

    @Override
    public Answers runAlone(int n) {
      return batch.runAlone(n);
    }

    @Override
    public void probe() {
      batch.probe();
    }

    @Override
    public void clear() {
      batch.clear();
    }
  }
}
