package io.manako.operator;

import io.manako.operator.swap.ModelChange;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** The operator's input of changes, whose event time and silence say nothing about frames. */
final class ControlInput implements Input<ModelChange> {
  private final Consumer<ModelChange> changes;

  ControlInput(Consumer<ModelChange> changes) {
    this.changes = changes;
  }

  @Override
  public void processElement(StreamRecord<ModelChange> element) {
    changes.accept(element.getValue());
  }

  @Override
  public void processWatermark(Watermark mark) {}

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void processLatencyMarker(LatencyMarker marker) {}

  @Override
  public void setKeyContextElement(StreamRecord<ModelChange> record) {}
}
