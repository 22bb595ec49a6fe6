package io.manako.dashboard.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.dashboard.state.Arrival;
import io.manako.dashboard.state.FrameAddress;
import io.manako.dashboard.state.LiveState;
import io.manako.dashboard.state.RecentLetter;
import io.manako.dashboard.state.RecordKind;
import io.manako.track.scene.SceneChange;
import io.manako.wire.ControlDeserializer;
import io.manako.wire.EventReader;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each record to its place in the state. A record that cannot be read is left out; the first
 * of each topic is logged. Instances are not thread-safe.
 */
final class RecordRouter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordRouter.class);

  private final LiveState state;
  private final TopicNames topics;
  private final Consumer<FrameAddress> answered;
  private final Map<String, RecordKind> kinds = new HashMap<>();
  private final Map<String, Long> unreadable = new HashMap<>();
  private final ControlDeserializer control = new ControlDeserializer(Set.of());
  private final LetterPictures pictures = new LetterPictures();
  private long letters;

  /**
   * Creates a router.
   *
   * @param state the state that receives the records
   * @param topics names of the topics
   * @param answered listener for each frame that has a result
   */
  RecordRouter(LiveState state, TopicNames topics, Consumer<FrameAddress> answered) {
    this.state = state;
    this.topics = topics;
    this.answered = answered;
    kinds.put(topics.detections(), RecordKind.DETECTIONS);
    kinds.put(topics.classifications(), RecordKind.CLASSIFICATIONS);
    kinds.put(topics.segmentations(), RecordKind.SEGMENTATIONS);
    kinds.put(topics.tracks(), RecordKind.TRACKS);
  }

  /**
   * Passes one record on.
   *
   * @param record the record
   * @param isNew whether the record was written after the page started
   */
  void route(ConsumerRecord<byte[], byte[]> record, boolean isNew) {
    try {
      RecordKind kind = kinds.get(record.topic());
      if (record.topic().equals(topics.control())) {
        control(record);
      } else if (record.topic().equals(topics.deadLetters())) {
        deadLetter(record, isNew);
      } else if (record.value() == null) {
        throw new IOException("it has no value");
      } else if (kind == null) {
        state.add(EventReader.parse(record.value()), arrival(record));
      } else {
        result(kind, record);
      }
    } catch (IOException | RuntimeException e) {
      leaveOut(record, e);
    }
  }

  private void result(RecordKind kind, ConsumerRecord<byte[], byte[]> record) throws IOException {
    ResultRecord result = ResultRecord.parse(record.value());
    if (result.cameraId() == null
        || result.frameId() == null
        || result.eventTime() == null
        || result.source() == null
        || result.status() == null) {
      throw new IOException("it lacks a field that every result has");
    }
    state.add(kind, result, arrival(record));
    ResultRecord.Source from = result.source();
    answered.accept(new FrameAddress(from.topic(), from.partition(), from.offset(), from.index()));
  }

  private void control(ConsumerRecord<byte[], byte[]> record) {
    SceneChange change = control.read(record).change();
    if (change != null) {
      state.watch(change);
    }
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record, boolean isNew) {
    byte[] value = record.value();
    byte[] key = record.key();
    state.add(
        new RecentLetter(
            ++letters,
            key == null ? "" : new String(key, UTF_8),
            record.timestamp(),
            header(record, "vf-stage", "?"),
            header(record, "vf-reason", "no reason given"),
            header(record, "vf-source", "?"),
            value == null ? 0 : value.length,
            value == null ? null : pictures.of(value, state.nowMillis())),
        isNew);
  }

  private Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
    String written = header(record, "vf-written-ms", "0");
    return new Arrival(state.nowMillis(), Long.parseLong(written), record.value());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name, String absent) {
    @Nullable Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? absent : new String(header.value(), UTF_8);
  }

  private void leaveOut(ConsumerRecord<byte[], byte[]> record, Exception e) {
    if (unreadable.merge(record.topic(), 1L, Long::sum) == 1) {
      LOG.warn(
          "Left out {}/{}/{}, and will others like it without saying so: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
