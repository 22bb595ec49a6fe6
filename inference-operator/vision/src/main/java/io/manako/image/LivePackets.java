package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Packets of a live stream, whose arrivals a clock records. Many cameras start with all packets
 * since their last key frame at once: the first packets wait until this burst is over, because only
 * then does the clock know how old they are.
 */
final class LivePackets implements PacketSource, AutoCloseable {
  private static final long SETTLING_NANOS = 500_000_000;
  private static final int MOST_WAITING = 1024;

  private final VideoInput input;
  private final ArrivalClock clock;
  private final Deque<AVPacket> waiting = new ArrayDeque<>();
  private boolean settled;
  private int end;

  LivePackets(VideoInput input, ArrivalClock clock) {
    this.input = input;
    this.clock = clock;
  }

  @Override
  public int read(AVPacket packet) {
    if (!settled) {
      settle();
    }
    AVPacket next = waiting.poll();
    if (next != null) {
      av_packet_move_ref(packet, next);
      av_packet_free(next);
      return 0;
    }
    return end < 0 ? end : receive(packet);
  }

  private void settle() {
    settled = true;
    // A stream without a clock has no past.
    long start = System.nanoTime();
    while (input.hasClock() && end >= 0 && waiting.size() < MOST_WAITING) {
      AVPacket packet = av_packet_alloc();
      end = receive(packet);
      if (end >= 0) {
        start = waiting.isEmpty() ? System.nanoTime() : start;
        waiting.add(packet);
      } else {
        av_packet_free(packet);
      }
      if (System.nanoTime() - start > SETTLING_NANOS) {
        break;
      }
    }
    dateBack();
  }

  /**
   * Gives times to first packets that have none, because FFmpeg learns the stream's clock from
   * them. The distance between later packets holds for them too.
   */
  private void dateBack() {
    long next = AV_NOPTS_VALUE;
    long step = 0;
    Iterator<AVPacket> backwards = waiting.descendingIterator();
    while (backwards.hasNext()) {
      AVPacket packet = backwards.next();
      if (packet.pts() == AV_NOPTS_VALUE && next != AV_NOPTS_VALUE) {
        packet.pts(next - step);
      } else if (packet.pts() != AV_NOPTS_VALUE && next != AV_NOPTS_VALUE) {
        step = Math.max(next - packet.pts(), 0);
      }
      next = packet.pts();
    }
  }

  private int receive(AVPacket packet) {
    int status = input.read(packet);
    if (status >= 0) {
      clock.received(packet, input.timeBase());
    }
    return status;
  }

  @Override
  public void close() {
    waiting.forEach(packet -> av_packet_free(packet));
    waiting.clear();
  }
}
