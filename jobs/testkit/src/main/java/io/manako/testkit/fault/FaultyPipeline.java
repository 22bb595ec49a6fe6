package io.manako.testkit.fault;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A pipeline that fails where {@link Faults} say. */
final class FaultyPipeline extends ForwardingPipeline {
  /** Keeps frames for the checkpoint that the next fault needs, however busy the machine is. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final FaultSite site;

  FaultyPipeline(FramePipeline pipeline, FaultSite site) {
    super(pipeline);
    this.site = site;
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    site.visit(FaultPlace.DECODE);
    super.decode(frame, sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new FaultyBatch(super.newBatch(), site);
  }

  private static final class FaultyBatch extends ForwardingBatch {
    private final FaultSite site;

    FaultyBatch(PictureBatch batch, FaultSite site) {
      super(batch);
      this.site = site;
    }

    @Override
    public Answers run(int count) {
      if (Faults.awaitCheckpoint()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      site.visitRun();
      return super.run(count);
    }
  }
}
