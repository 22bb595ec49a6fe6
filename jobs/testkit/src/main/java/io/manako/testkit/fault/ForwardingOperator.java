package io.manako.testkit.fault;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.inference.InferenceOperator;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorAttributes;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** Forwards every call of Flink to an inference operator; a subclass changes some of them. */
public class ForwardingOperator
    implements OneInputStreamOperator<FrameRecord, FrameResult>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final transient InferenceOperator operator;

  /** Forwards to this operator. */
  protected ForwardingOperator(InferenceOperator operator) {
    this.operator = operator;
  }

  @Override
  public void initializeState(StreamTaskStateInitializer states) throws Exception {
    operator.initializeState(states);
  }

  @Override
  public void open() throws Exception {
    operator.open();
  }

  @Override
  public void processElement(StreamRecord<FrameRecord> element) throws Exception {
    operator.processElement(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    operator.processWatermark(mark);
  }

  @Override
  public void processWatermark(WatermarkEvent mark) throws Exception {
    operator.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    operator.processWatermarkStatus(status);
  }

  @Override
  public void processLatencyMarker(LatencyMarker marker) throws Exception {
    operator.processLatencyMarker(marker);
  }

  @Override
  public void processRecordAttributes(RecordAttributes attributes) throws Exception {
    operator.processRecordAttributes(attributes);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    operator.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public OperatorSnapshotFutures snapshotState(
      long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory storage)
      throws Exception {
    return operator.snapshotState(checkpointId, timestamp, options, storage);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    operator.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    operator.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void endInput() throws Exception {
    operator.endInput();
  }

  @Override
  public void finish() throws Exception {
    operator.finish();
  }

  @Override
  public void close() throws Exception {
    operator.close();
  }

  @Override
  public void setKeyContextElement1(StreamRecord<?> element) throws Exception {
    operator.setKeyContextElement1(element);
  }

  @Override
  public void setKeyContextElement2(StreamRecord<?> element) throws Exception {
    operator.setKeyContextElement2(element);
  }

  @Override
  public void setCurrentKey(Object key) {
    operator.setCurrentKey(key);
  }

  @Override
  public Object getCurrentKey() {
    return operator.getCurrentKey();
  }

  @Override
  public OperatorMetricGroup getMetricGroup() {
    return operator.getMetricGroup();
  }

  @Override
  public OperatorID getOperatorID() {
    return operator.getOperatorID();
  }

  @Override
  public OperatorAttributes getOperatorAttributes() {
    return operator.getOperatorAttributes();
  }
}
