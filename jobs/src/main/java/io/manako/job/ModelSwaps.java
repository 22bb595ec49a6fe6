package io.manako.job;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.SwappingInferenceOperator;
import io.manako.operator.SwappingInferenceOperatorFactory;
import io.manako.operator.swap.ModelChange;
import io.manako.operator.swap.ModelRefusal;
import io.manako.wire.ControlRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.MultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Inference whose models control records swap. The source of frames stays in one chain with it.
 *
 * @param inference what is asked about frames
 * @param control records of the control topic, as {@link ControlStream} makes them
 * @param sinks where more than the results goes
 */
record ModelSwaps(
    SwappingInferenceOperatorFactory inference, DataStream<ControlRecord> control, Sinks sinks) {

  /**
   * Where more than the results goes.
   *
   * @param shadow results of shadows; null without a detector
   * @param refused changes whose models failed
   */
  record Sinks(@Nullable Sink<FrameResult> shadow, Sink<ModelRefusal> refused) {}

  /** Results of frames; nothing may be between these and their source. */
  DataStream<FrameResult> look(DataStream<FrameRecord> frames) {
    StreamExecutionEnvironment environment = frames.getExecutionEnvironment();
    MultipleInputTransformation<FrameResult> looking =
        new MultipleInputTransformation<>(
            "inference",
            inference,
            TypeInformation.of(FrameResult.class),
            frames.getParallelism());
    looking.addInput(frames.getTransformation());
    looking.addInput(changes().broadcast().getTransformation());
    looking.setChainingStrategy(ChainingStrategy.HEAD_WITH_SOURCES);
    looking.setUid("inference");
    environment.addOperator(looking);
    side(environment, looking, SwappingInferenceOperator.REFUSED)
        .sinkTo(sinks.refused())
        .name("refused models")
        .uid("refused-models");
    if (sinks.shadow() != null) {
      side(environment, looking, SwappingInferenceOperator.SHADOW)
          .sinkTo(sinks.shadow())
          .name("detections of shadows")
          .uid("detections-shadow");
    }
    return new DataStream<>(environment, looking);
  }

  private static <T> DataStream<T> side(
      StreamExecutionEnvironment environment,
      MultipleInputTransformation<FrameResult> looking,
      OutputTag<T> tag) {
    return new DataStream<>(environment, new SideOutputTransformation<>(looking, tag));
  }

  private DataStream<ModelChange> changes() {
    return control
        .filter(record -> record.model() != null)
        .setParallelism(control.getParallelism())
        .name("accepted model records")
        .uid("accepted-models")
        .map(ControlRecord::model)
        .returns(ModelChange.class)
        .setParallelism(control.getParallelism())
        .name("model changes")
        .uid("model-changes");
  }
}
