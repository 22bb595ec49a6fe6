package io.manako.testkit.fault;

import io.manako.operator.FrameRecord;
import io.manako.operator.inference.InferenceOperator;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** An operator that fails where {@link Faults} say, and may have a defect. */
final class FaultyOperator extends ForwardingOperator {
  private static final long serialVersionUID = 1L;
  private static final int DOUBLED = 50;

  private final transient FaultSite site;
  private final boolean restored;
  private final PlantedDefect defect;
  private transient int frames;
  private transient boolean finished;

  /**
   * Wraps an operator.
   *
   * @param restored true if the task starts from a checkpoint
   */
  FaultyOperator(
      InferenceOperator operator, FaultSite site, boolean restored, PlantedDefect defect) {
    super(operator);
    this.site = site;
    this.restored = restored;
    this.defect = defect;
  }

  @Override
  public void initializeState(StreamTaskStateInitializer states) throws Exception {
    super.initializeState(states);
    if (restored) {
      site.visit(FaultPlace.RESTORE);
    }
  }

  @Override
  public void open() throws Exception {
    site.enterThread();
    super.open();
  }

  @Override
  public void processElement(StreamRecord<FrameRecord> element) throws Exception {
    super.processElement(element);
    frames++;
    if (defect == PlantedDefect.DOUBLED_EMIT && frames % DOUBLED == 0) {
      super.processElement(element);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    if (defect == PlantedDefect.DROPPED_FLUSH) {
      return;
    }
    site.flushing(true);
    try {
      super.prepareSnapshotPreBarrier(checkpointId);
    } finally {
      site.flushing(false);
    }
  }

  @Override
  public OperatorSnapshotFutures snapshotState(
      long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory storage)
      throws Exception {
    if (frames > 0) {
      site.visit(FaultPlace.SNAPSHOT);
    }
    return super.snapshotState(checkpointId, timestamp, options, storage);
  }

  @Override
  public void finish() throws Exception {
    super.finish();
    finished = true;
  }

  @Override
  public void close() throws Exception {
    super.close();
    if (finished) {
      site.visit(FaultPlace.CLOSE);
    }
  }
}
