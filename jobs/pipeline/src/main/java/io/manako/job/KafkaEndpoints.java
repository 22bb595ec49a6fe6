package io.manako.job;

import io.manako.operator.FrameRecord;
import io.manako.operator.models.ChangeFeed;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.Option;
import io.manako.operator.tracking.SceneBook;
import io.manako.operator.tracking.TrackingConfigOptions;
import io.manako.track.scene.Scene;
import io.manako.wire.ClassificationContract;
import io.manako.wire.ControlDeserializer;
import io.manako.wire.ControlLetterSerializer;
import io.manako.wire.ControlRecord;
import io.manako.wire.CountContract;
import io.manako.wire.DeadLetterSerializer;
import io.manako.wire.DetectionContract;
import io.manako.wire.EventContract;
import io.manako.wire.FailsafeSerializer;
import io.manako.wire.FrameDeserializer;
import io.manako.wire.JsonContract;
import io.manako.wire.JsonSerializer;
import io.manako.wire.ModelLetterSerializer;
import io.manako.wire.SceneReader;
import io.manako.wire.SegmentationContract;
import io.manako.wire.TopicSerializer;
import io.manako.wire.TrackContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/** Sources and sinks of the job in Kafka, by its options. */
final class KafkaEndpoints {
  /** Size of a frame of 32 MiB and its headers. */
  private static final int MAX_REQUEST_BYTES = 34 << 20;

  private final JobOptions options;

  KafkaEndpoints(JobOptions options) {
    this.options = options;
  }

  /**
   * Returns the source of the frames topic, with start and end by the options. A job that tracks
   * gets a source with watermarks, except if the job is bounded: such a job has no present.
   */
  Source<FrameRecord, ?, ?> frames() {
    Properties properties = options.kafkaProperties();
    // An aborted transaction of a producer holds frames that were never sent.
    properties.putIfAbsent("isolation.level", "read_committed");
    KafkaSourceBuilder<FrameRecord> builder =
        KafkaSource.<FrameRecord>builder()
            .setProperties(properties)
            .setTopics(options.get(JobConfigOptions.FRAMES))
            .setGroupId(options.get(JobConfigOptions.GROUP_ID))
            .setStartingOffsets(start())
            .setDeserializer(new FrameDeserializer());
    if (options.get(JobConfigOptions.BOUNDED)) {
      builder.setBounded(OffsetsInitializer.latest());
    } else if (options.tracks()) {
      return new ClockedSource(builder.build(), TopicEnds.of(properties), clockInterval());
    }
    return builder.build();
  }

  /**
   * Returns a time that is short next to the silence that it measures, but not too short: each
   * watermark cuts a batch short.
   */
  private Duration clockInterval() {
    long tenth = options.get(TrackingConfigOptions.OFFLINE_AFTER).toMillis() / 10;
    return Duration.ofMillis(Math.max(200, Math.min(2000, tenth)));
  }

  /**
   * Returns the sinks for the models' results.
   *
   * @param deadLetterBytes largest record of the dead letters' topic
   */
  VideoAnalyticsJob.Sinks sinks(int deadLetterBytes) {
    String deadLetters = options.get(JobConfigOptions.DEAD_LETTERS);
    InferenceOptions inference = options.inference();
    return new VideoAnalyticsJob.Sinks(
        inference.detector() == null
            ? null
            : sink("detections", json(JobConfigOptions.DETECTIONS, new DetectionContract())),
        inference.classifier() == null
            ? null
            : sink(
                "classifications",
                json(JobConfigOptions.CLASSIFICATIONS, new ClassificationContract())),
        inference.segmenter() == null
            ? null
            : sink(
                "segmentations", json(JobConfigOptions.SEGMENTATIONS, new SegmentationContract())),
        // Every job has this one, so it shows others that the job runs.
        sink(
            "dead-letters",
            new DeadLetterSerializer(deadLetters, deadLetterBytes),
            Presence.of(options)));
  }

  /** Returns the source of the whole control topic; a bounded job reads it to its present end. */
  KafkaSource<ControlRecord> control() {
    Properties properties = options.kafkaProperties();
    properties.putIfAbsent("isolation.level", "read_committed");
    // The topic is small and always read from its beginning, so no group needs rights for it.
    properties.setProperty("commit.offsets.on.checkpoint", "false");
    KafkaSourceBuilder<ControlRecord> builder =
        KafkaSource.<ControlRecord>builder()
            .setProperties(properties)
            .setTopics(options.get(JobConfigOptions.CONTROL))
            .setClientIdPrefix(options.get(JobConfigOptions.GROUP_ID) + "-control")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ControlDeserializer(options.cameras(), options.offers()));
    if (options.get(JobConfigOptions.BOUNDED)) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /**
   * Returns the tracking of cameras, with the zones and lines of the options' file and those
   * published so far.
   *
   * @param deadLetterBytes largest record of the dead letters' topic
   */
  TrackingPipeline tracking(int deadLetterBytes) throws IOException {
    @Nullable String file = options.get(TrackingConfigOptions.SCENES);
    Map<String, Scene> configured = file == null ? Map.of() : SceneReader.read(Path.of(file));
    return new TrackingPipeline(
        options.tracking(),
        new SceneBook(configured, new ControlTopic(options).read()),
        new TrackingPipeline.Sinks(
            sink("tracks", json(JobConfigOptions.TRACKS, new TrackContract())),
            sink("events", json(JobConfigOptions.EVENTS, new EventContract())),
            sink("counts", json(JobConfigOptions.COUNTS, new CountContract())),
            refusedControl(deadLetterBytes)));
  }

  /** Returns the sink for control records that break their contract, into the dead letters. */
  Sink<ControlRecord> refusedControl(int deadLetterBytes) {
    return sink(
        "control-dead-letters",
        new ControlLetterSerializer(options.get(JobConfigOptions.DEAD_LETTERS), deadLetterBytes));
  }

  /** Returns the changes of models on the control topic. */
  ChangeFeed changes() {
    return new ControlFeed(
        options.kafkaProperties(),
        options.get(JobConfigOptions.CONTROL),
        options.offers(),
        options.get(JobConfigOptions.KAFKA_TIMEOUT));
  }

  /** Returns the sinks beside the results' for a job that swaps models. */
  SwapPipeline swaps(int deadLetterBytes) {
    return new SwapPipeline(
        options.inference().detector() == null
            ? null
            : sink(
                "detections-shadow",
                json(JobConfigOptions.DETECTIONS_SHADOW, new DetectionContract())),
        sink(
            "model-dead-letters",
            new ModelLetterSerializer(
                options.get(JobConfigOptions.DEAD_LETTERS), deadLetterBytes)));
  }

  private OffsetsInitializer start() {
    return switch (options.get(JobConfigOptions.START)) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
    };
  }

  private <T> TopicSerializer<T> json(Option<String> topic, JsonContract<T> contract) {
    return new JsonSerializer<>(options.get(topic), contract);
  }

  private <T> Sink<T> sink(String name, TopicSerializer<T> serializer) {
    return sink(name, serializer, Presence.NONE);
  }

  private <T> Sink<T> sink(String name, TopicSerializer<T> serializer, Presence presence) {
    Properties properties = options.kafkaProperties();
    properties.putIfAbsent("max.request.size", String.valueOf(MAX_REQUEST_BYTES));
    properties.putIfAbsent("buffer.memory", String.valueOf(2L * MAX_REQUEST_BYTES));
    // Results arrive a batch at a time; by default the client would hold each back for 5 ms.
    properties.putIfAbsent("linger.ms", "0");
    properties.setProperty(
        "transaction.timeout.ms",
        String.valueOf(options.get(JobConfigOptions.TRANSACTION_TIMEOUT).toMillis()));
    return new ClosingKafkaSink<>(
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(properties)
            .setBootstrapServers(options.get(JobConfigOptions.BOOTSTRAP_SERVERS))
            .setDeliveryGuarantee(options.get(JobConfigOptions.GUARANTEE))
            .setTransactionalIdPrefix(options.get(JobConfigOptions.TRANSACTION_PREFIX) + "-" + name)
            .setTransactionNamingStrategy(options.get(JobConfigOptions.TRANSACTION_NAMING))
            .setRecordSerializer(
                new FailsafeSerializer<>(serializer, options.get(JobConfigOptions.DEAD_LETTERS)))
            .build(),
        properties,
        presence);
  }
}
