package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.time.Instant;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Times in ms; the stream counts in ms, too. */
class ArrivalClockTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final long MILLI = 1_000_000;

  private final AVRational unit = new AVRational().num(1).den(1000);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final AVCodecContext decoder = avcodec_alloc_context3(null).pkt_timebase(unit);
  private long now;
  private ArrivalClock clock = new ArrivalClock(true, START, () -> now * MILLI);

  @AfterEach
  void free() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(decoder);
  }

  @Test
  void theStreamsClockSaysHowFarFramesAreApartAndTheNetworksDelaysDoNotShow() {
    assertThat(seen(1000, 7000)).isZero();
    assertThat(clock.origin()).isEqualTo(START.plusMillis(1000));
    assertThat(seen(1230, 7200)).isEqualTo(200);
    assertThat(seen(1400, 7400)).isEqualTo(400);
  }

  @Test
  void whatACameraHadKeptIsOfThePast() {
    for (int i = 0; i <= 10; i++) {
      received(500 + i, 100 * i);
    }
    assertThat(frame(0)).isZero();
    assertThat(clock.origin()).isEqualTo(START.minusMillis(490));
    assertThat(frame(1000)).isEqualTo(1000);
  }

  @Test
  void noFrameIsOfTheFuture() {
    long[] pts = {0, 5000, 5100, 90_000, 90_100};
    for (int i = 0; i < pts.length; i++) {
      long time = seen(1000 + 100 * i, pts[i]);
      assertThat(time).isLessThanOrEqualTo(100 * i);
    }
  }

  @Test
  void aClockThatIsSetBackDoesNotStopTheTime() {
    seen(1000, 3_600_000);
    assertThat(seen(1100, 0)).isEqualTo(100);
    assertThat(seen(1200, 100)).isEqualTo(200);
  }

  @Test
  void aClockThatIsSlowDoesNotFallBehind() {
    long time = 0;
    for (int second = 0; second <= 3600; second++) {
      time = seen(1000L * second, 999L * second);
    }
    assertThat(3_600_000 - time).isBetween(0L, 100L);
  }

  @Test
  void withoutAClockAFrameWasSeenWhenItsPacketCame() {
    clock = new ArrivalClock(false, START, () -> now * MILLI);
    assertThat(seen(300, 0)).isZero();
    assertThat(clock.origin()).isEqualTo(START.plusMillis(300));
    assertThat(seen(510, AV_NOPTS_VALUE)).isEqualTo(210);
  }

  private long seen(long at, long pts) {
    received(at, pts);
    return frame(packet.pts());
  }

  private void received(long at, long pts) {
    now = at;
    packet.pts(pts);
    clock.received(packet, unit);
  }

  /** In ms since the first. */
  private long frame(long pts) {
    frame.best_effort_timestamp(pts);
    return clock.nanos(frame, decoder) / MILLI;
  }
}
