package io.manako.job;

import io.manako.operator.FrameResult;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.wire.ControlRecord;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Parts of the job between the topics that its options name. The control topic is read only by a
 * job that tracks or swaps models.
 *
 * @param options options of the job
 * @param inference operator for the frames
 * @param deadLetterBytes largest record of the dead letters' topic
 */
record Topology(JobOptions options, InferenceOperatorFactory inference, int deadLetterBytes) {

  void addTo(StreamExecutionEnvironment environment) throws IOException {
    KafkaEndpoints kafka = new KafkaEndpoints(options);
    InferenceOperatorFactory chosen =
        options.swaps() ? inference.swapping(options.swap(), kafka.changes()) : inference;
    SingleOutputStreamOperator<FrameResult> results =
        new VideoAnalyticsJob(kafka.frames(), chosen, kafka.sinks(deadLetterBytes))
            .addTo(environment);
    if (options.swaps()) {
      kafka.swaps(deadLetterBytes).addTo(results);
    }
    if (options.tracks()) {
      kafka.tracking(deadLetterBytes).addTo(results, control(environment, kafka));
    } else if (options.swaps()) {
      ControlStream.deliverRefused(
          control(environment, kafka), kafka.refusedControl(deadLetterBytes));
    }
  }

  private static DataStream<ControlRecord> control(
      StreamExecutionEnvironment environment, KafkaEndpoints kafka) {
    return ControlStream.of(environment, kafka.control());
  }
}
