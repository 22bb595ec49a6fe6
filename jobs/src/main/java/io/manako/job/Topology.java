package io.manako.job;

import io.manako.operator.FrameResult;
import io.manako.operator.InferenceOperatorFactory;
import io.manako.wire.ControlRecord;
import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's parts between the topics that its options name. The control topic is read only by a job
 * that follows cameras or swaps models.
 *
 * @param inference what is asked about frames
 * @param deadLetterBytes that the dead letters' topic takes in one record
 */
record Topology(JobOptions options, InferenceOperatorFactory inference, int deadLetterBytes) {

  void addTo(StreamExecutionEnvironment environment) throws IOException {
    KafkaEndpoints kafka = new KafkaEndpoints(options);
    VideoAnalyticsJob job =
        new VideoAnalyticsJob(kafka.frames(), inference, kafka.sinks(deadLetterBytes));
    if (!options.tracks() && !options.swaps()) {
      job.addTo(environment);
      return;
    }
    ControlTopic.Published published = new ControlTopic(options).read();
    DataStream<ControlRecord> control = ControlStream.of(environment, kafka.control());
    DataStream<FrameResult> results =
        options.swaps()
            ? job.addTo(environment, swaps(kafka, control, published))
            : job.addTo(environment);
    if (options.tracks()) {
      kafka.tracking(deadLetterBytes, published).addTo(results, control);
    } else {
      ControlStream.deliverRefused(control, kafka.refusedControl(deadLetterBytes));
    }
  }

  private ModelSwaps swaps(
      KafkaEndpoints kafka, DataStream<ControlRecord> control, ControlTopic.Published published) {
    return new ModelSwaps(
        inference.swapping(options.swap(), published.models()),
        control,
        kafka.swaps(deadLetterBytes));
  }
}
