package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Times of a live stream's frames by this machine's clock. A frame of a stream without a clock was
 * seen when its packet arrived. For other streams, the stream's own clock gives the distance
 * between frames, and the quickest packet of the last half minute anchors that clock: network
 * delays do not show, and no frame lies in the future.
 */
final class ArrivalClock implements StreamClock {
  private static final double NANOS = 1e9;

  /**
   * Length of a period: the quickest packet is sought in the current period and the one before,
   * because clocks drift apart.
   */
  private static final long PERIOD = Duration.ofSeconds(30).toNanos();

  /**
   * Delay above which the stream's clock is taken to have jumped; a shorter one is a network that
   * waits.
   */
  private static final long LONGEST_DELAY = Duration.ofSeconds(10).toNanos();

  private final boolean hasTimes;
  private final LongSupplier ticker;
  private final Instant start;
  private final long startTicks;
  private long periodStart;
  private long quickest = Long.MAX_VALUE;
  private long quickestBefore = Long.MAX_VALUE;
  private boolean seen;
  private long first;
  private long last;

  /**
   * Starts the clock now.
   *
   * @param hasTimes whether the stream has a clock of its own
   * @param now the current time by this machine's clock
   * @param ticker nanoseconds that never go back, from an arbitrary origin
   */
  ArrivalClock(boolean hasTimes, Instant now, LongSupplier ticker) {
    this.hasTimes = hasTimes;
    this.ticker = ticker;
    this.start = now;
    this.startTicks = ticker.getAsLong();
  }

  /**
   * Records the arrival of a packet.
   *
   * @param packet the packet; one of a stream without a clock gets the time of its arrival
   * @param unit the unit of the packet's times in seconds
   */
  void received(AVPacket packet, AVRational unit) {
    long arrival = ticker.getAsLong() - startTicks;
    if (!hasTimes) {
      packet.pts(arrival).dts(AV_NOPTS_VALUE);
    } else if (packet.pts() != AV_NOPTS_VALUE) {
      received(arrival, nanos(packet.pts(), unit));
    }
  }

  private void received(long arrival, long pts) {
    long offset = arrival - pts;
    boolean known = offset() != Long.MAX_VALUE;
    if (known && offset - offset() > LONGEST_DELAY) {
      quickest = Long.MAX_VALUE;
      quickestBefore = Long.MAX_VALUE;
    } else if (arrival - periodStart > PERIOD) {
      quickestBefore = quickest;
      quickest = Long.MAX_VALUE;
      periodStart = arrival;
    }
    quickest = Math.min(quickest, offset);
  }

  private long offset() {
    return Math.min(quickest, quickestBefore);
  }

  private static long nanos(long pts, AVRational unit) {
    return Math.round(pts * NANOS * unit.num() / unit.den());
  }

  @Override
  public long nanos(AVFrame frame, AVCodecContext decoder) {
    long pts = frame.best_effort_timestamp();
    if (pts != AV_NOPTS_VALUE) {
      last = hasTimes ? nanos(pts, decoder.pkt_timebase()) + offset() : pts;
    }
    if (!seen) {
      seen = true;
      first = last;
    }
    return last - first;
  }

  /** The time at which the first frame was seen. */
  Instant origin() {
    return start.plusNanos(first);
  }
}
