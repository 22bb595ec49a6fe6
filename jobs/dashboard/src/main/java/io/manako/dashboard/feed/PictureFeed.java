package io.manako.dashboard.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.dashboard.state.FrameAddress;
import io.manako.dashboard.state.LiveState;
import io.manako.dashboard.state.LiveState.Due;
import io.manako.dashboard.state.Shown;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Shows the frames whose turn it is, each with the picture in which its objects were found. JPEGs
 * that are small enough are sent to the browser unchanged; all other pictures are converted to
 * small JPEGs. Instances are not thread-safe.
 */
final class PictureFeed implements AutoCloseable {
  /** Greatest size of all pictures together in bytes; two are kept for each camera. */
  private static final long MOST_BYTES = Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8);

  private static final int MOST_PICTURE_BYTES = 256 << 10;
  private static final int LEAST_PICTURE_BYTES = 16 << 10;
  private static final int WIDTH = 960;
  private static final int MOST_AT_ONCE = 32;

  private final LiveState state;
  private final Audience audience;
  private final FrameReader frames;
  private final PictureShrinker shrinker = new PictureShrinker();

  PictureFeed(KafkaReaders kafka, LiveState state, Audience audience) {
    this.state = state;
    this.audience = audience;
    this.frames = new FrameReader(kafka);
  }

  /**
   * Shows the due frames.
   *
   * @return whether any frame was due
   */
  boolean turn() {
    List<String> cameras = state.cameraIds();
    List<Due> due = state.due(audience.turns(cameras), MOST_AT_ONCE);
    if (due.isEmpty()) {
      return false;
    }
    int most = mostBytes(cameras.size());
    Map<FrameAddress, ConsumerRecord<byte[], byte[]>> records =
        frames.read(due.stream().map(next -> next.frame().address()).toList());
    for (Due next : due) {
      ConsumerRecord<byte[], byte[]> record = records.get(next.frame().address());
      byte @Nullable [] picture =
          record == null ? null : picture(record, next.frame().address().index(), most);
      audience.offered(next.camera());
      state.show(next.camera(), new Shown(next.frame(), picture));
    }
    return true;
  }

  /** Returns the greatest size in bytes of one picture with so many cameras. */
  static int mostBytes(int cameras) {
    long share = MOST_BYTES / (2L * Math.max(1, cameras));
    return (int) Math.max(LEAST_PICTURE_BYTES, Math.min(MOST_PICTURE_BYTES, share));
  }

  private byte @Nullable [] picture(ConsumerRecord<byte[], byte[]> record, int index, int most) {
    byte[] value = record.value();
    if (value == null || (value.length <= most && PictureShrinker.isJpeg(value))) {
      return value;
    }
    Header type = record.headers().lastHeader("content-type");
    String contentType =
        type == null || type.value() == null ? null : new String(type.value(), UTF_8);
    return shrinker.shrink(
        new PictureShrinker.Encoded(value, contentType, index),
        new PictureShrinker.Limits(WIDTH, most));
  }

  /** Interrupts a turn that waits for Kafka; any thread may call this method. */
  void wakeUp() {
    frames.wakeUp();
  }

  @Override
  public void close() {
    shrinker.close();
    frames.close();
  }
}
