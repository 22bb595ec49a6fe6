package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Delays from the capture of a frame (its event time) until a reader has its result, by the clock
 * of this machine, which is the cameras' too. Memory grows with the number of results.
 */
final class Delays implements Consumer<ConsumerRecord<byte[], byte[]>> {
  private final String prefix;
  private final AtomicLong results = new AtomicLong();
  private final List<Delay> delays = new ArrayList<>();

  private record Delay(long capturedMillis, long millis) {}

  /**
   * Measures cameras whose ids begin with {@code prefix}; results of the others are only counted.
   */
  Delays(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> result) {
    long captured = result.timestamp();
    if (result.key() != null && new String(result.key(), UTF_8).startsWith(prefix)) {
      synchronized (delays) {
        delays.add(new Delay(captured, System.currentTimeMillis() - captured));
      }
    }
    results.incrementAndGet();
  }

  /** Returns the number of results of all cameras. */
  AtomicLong results() {
    return results;
  }

  /** Returns the delays of frames that were captured in a span of time, sorted, in ms. */
  long[] between(long fromMillis, long toMillis) {
    synchronized (delays) {
      return delays.stream()
          .filter(
              delay -> delay.capturedMillis() >= fromMillis && delay.capturedMillis() < toMillis)
          .mapToLong(Delay::millis)
          .sorted()
          .toArray();
    }
  }

  /**
   * Returns a quantile by the nearest rank; 0 without values.
   *
   * @param share above 0, up to 1
   */
  static long quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Returns the share of longer delays, in percent. */
  static double percentOver(long[] sorted, long millis) {
    return sorted.length == 0
        ? 0
        : 100.0 * LongStream.of(sorted).filter(delay -> delay > millis).count() / sorted.length;
  }
}
