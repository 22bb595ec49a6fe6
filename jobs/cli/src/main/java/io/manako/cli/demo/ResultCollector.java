package io.manako.cli.demo;

import io.manako.track.scene.VideoEvent;
import io.manako.wire.EventReader;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed results and dead letters, as any application would, writes the results to files
 * and counts both. Instances are not thread-safe.
 */
final class ResultCollector implements AutoCloseable {
  static final String DETECTIONS = "video.detections";
  static final String TRACKS = "video.tracks";
  static final String EVENTS = "video.events";
  static final String DEAD_LETTERS = "video.dead-letters";

  /** Id of the camera whose few frames warm up the job; they are not counted. */
  static final String WARM_UP = "warm-up";

  private static final List<String> TOPICS = List.of(DETECTIONS, TRACKS, EVENTS, DEAD_LETTERS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordFiles files;
  private final Ledger ledger;
  private final TrackLog tracks;
  private final StageTimes stages = new StageTimes();
  private final Map<String, Map<Long, SeenFrame>> seen = new HashMap<>();

  private long warmUpResults;

  /**
   * Reads all topics from their beginning.
   *
   * @param kafka client properties
   * @param folder folder for the files
   * @param ledger counter of outcomes
   * @param tracks counter of tracks and events
   */
  ResultCollector(Map<String, Object> kafka, Path folder, Ledger ledger, TrackLog tracks)
      throws IOException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.files = new RecordFiles(folder);
    this.ledger = ledger;
    this.tracks = tracks;
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : TOPICS) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads the records that are there, or waits a little if there are none. */
  void poll() throws IOException {
    for (ConsumerRecord<byte[], byte[]> next : consumer.poll(Duration.ofMillis(100))) {
      switch (next.topic()) {
        case DETECTIONS -> addDetections(next);
        case TRACKS -> addTracks(next);
        case EVENTS -> addEvent(next);
        default -> ledger.addDeadLetter();
      }
    }
  }

  private void addDetections(ConsumerRecord<byte[], byte[]> next) throws IOException {
    ResultRecord result = ResultRecord.parse(next.value());
    if (result.cameraId().equals(WARM_UP)) {
      warmUpResults++;
      return;
    }
    long captured = result.eventTime().toEpochMilli();
    long written = StageTimes.writtenMillis(next.headers());
    ledger.add(
        result,
        Duration.ofMillis(System.currentTimeMillis() - captured),
        Duration.ofMillis(written - captured));
    stages.add(next.headers());
    // The frame's tracks, if there are any, replace its detections, whichever come first.
    frames(result).putIfAbsent(number(result), seenIn(result));
    files.write(next);
  }

  private void addTracks(ConsumerRecord<byte[], byte[]> next) throws IOException {
    ResultRecord result = ResultRecord.parse(next.value());
    if (!result.cameraId().equals(WARM_UP)) {
      tracks.add(result);
      frames(result).put(number(result), seenIn(result));
      files.write(next);
    }
  }

  private void addEvent(ConsumerRecord<byte[], byte[]> next) throws IOException {
    VideoEvent event = EventReader.parse(next.value());
    if (!event.cameraId().equals(WARM_UP)) {
      tracks.add(event);
      files.write(next);
    }
  }

  private Map<Long, SeenFrame> frames(ResultRecord result) {
    return seen.computeIfAbsent(result.cameraId(), camera -> new HashMap<>());
  }

  private static long number(ResultRecord result) {
    return result.sequence() + result.source().index();
  }

  private static SeenFrame seenIn(ResultRecord result) {
    return new SeenFrame(result.frameId(), result.objects());
  }

  /** Returns the number of warm-up frames that have come back. */
  long warmUpResults() {
    return warmUpResults;
  }

  /** Returns one camera's results, by sequence number. */
  Map<Long, SeenFrame> seenBy(String camera) {
    return seen.getOrDefault(camera, Map.of());
  }

  /** Returns the counts of tracks and events. */
  TrackLog tracks() {
    return tracks;
  }

  StageTimes stages() {
    return stages;
  }

  @Override
  public void close() throws IOException {
    consumer.close();
    files.close();
  }
}
