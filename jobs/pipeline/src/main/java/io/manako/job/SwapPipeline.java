package io.manako.job;

import io.manako.operator.FrameResult;
import io.manako.operator.inference.SwappingInferenceOperator;
import io.manako.operator.models.ModelRefusal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sinks beside the results' for an inference that swaps models.
 *
 * @param shadow results of shadows; null without a detector
 * @param refused changes whose models failed
 */
record SwapPipeline(@Nullable Sink<FrameResult> shadow, Sink<ModelRefusal> refused) {

  /** Adds the sinks behind the inference of a job. */
  void addTo(SingleOutputStreamOperator<FrameResult> results) {
    results
        .getSideOutput(SwappingInferenceOperator.REFUSED)
        .sinkTo(refused)
        .name("refused models")
        .uid("refused-models");
    if (shadow != null) {
      results
          .getSideOutput(SwappingInferenceOperator.SHADOW)
          .sinkTo(shadow)
          .name("detections of shadows")
          .uid("detections-shadow");
    }
  }
}
