package io.manako.job;

import io.manako.operator.FrameResult;
import io.manako.operator.models.ModelRefusal;
import io.manako.operator.models.SideOutputs;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sinks of the side outputs of an inference that swaps models.
 *
 * @param shadow results of shadows; null without a detector
 * @param refused changes whose models failed
 */
record SwapPipeline(@Nullable Sink<FrameResult> shadow, Sink<ModelRefusal> refused) {

  /** Adds the sinks behind the inference of a job. */
  void addTo(SingleOutputStreamOperator<FrameResult> results) {
    results
        .getSideOutput(SideOutputs.REFUSED)
        .sinkTo(refused)
        .name("refused models")
        .uid("refused-models");
    if (shadow != null) {
      results
          .getSideOutput(SideOutputs.SHADOW)
          .sinkTo(shadow)
          .name("detections of shadows")
          .uid("detections-shadow");
    }
  }
}
