package io.manako.cli;

import io.manako.cli.capture.EncodedFrames;
import io.manako.cli.capture.FrameProducer;
import io.manako.cli.capture.FramePump;
import io.manako.local.terminal.Screen;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows what a camera has sent: one line that is updated while it sends, and a summary at the end.
 */
final class SentFrames implements FramePump.Progress {
  private final String camera;
  private final FrameProducer producer;
  private final Screen screen;
  private final long start = System.nanoTime();

  SentFrames(String camera, FrameProducer producer, Screen screen) {
    this.camera = camera;
    this.producer = producer;
    this.screen = screen;
  }

  @Override
  public void sent(EncodedFrames last) {
    double seconds = Math.max(System.nanoTime() - start, 1) / 1e9;
    screen.live(
        String.format(
            Locale.ROOT,
            "%s  %d frames  %.1f frames/s  %s  at %s",
            camera,
            producer.frames(),
            producer.frames() / seconds,
            megabytes(),
            clock(last.ptsNanos())));
  }

  /** Returns a summary such as "gate: 75 frames, 1.2 MB sent". */
  String summary() {
    return String.format(
        Locale.ROOT, "%s: %d frames, %s sent", camera, producer.frames(), megabytes());
  }

  private String megabytes() {
    return String.format(Locale.ROOT, "%.1f MB", producer.bytes() / 1e6);
  }

  private static String clock(long nanos) {
    Duration d = Duration.ofNanos(nanos);
    return String.format(Locale.ROOT, "%02d:%02d", d.toMinutes(), d.toSecondsPart());
  }
}
