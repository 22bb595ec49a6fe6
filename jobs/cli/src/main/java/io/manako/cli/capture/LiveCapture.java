package io.manako.cli.capture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends a camera's live stream, which has no end. After each disconnection the stream is reopened,
 * after waits that grow, and continues in a new epoch with times by this machine's clock.
 */
public final class LiveCapture {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Opens the stream. */
  @FunctionalInterface
  public interface Opener {
    VideoSource open() throws IOException;
  }

  /**
   * Identity of the camera.
   *
   * @param id key of its records
   * @param epoch the first epoch, to which later ones add a number; null for the ms of each start
   * @param start capture time of the very first frame; null for this machine's clock
   */
  public record Identity(String id, @Nullable String epoch, @Nullable Instant start) {
    Camera camera(int connection, Instant start) {
      String name =
          epoch == null
              ? Long.toString(start.toEpochMilli())
              : connection == 1 ? epoch : epoch + "-" + connection;
      return new Camera(id, name, start);
    }
  }

  private final Identity identity;
  private final Opener opener;
  private final FramePump pump;
  private final CaptureControl control;
  private int connections;
  private long lost;
  private Duration shift = Duration.ZERO;

  public LiveCapture(Identity identity, Opener opener, FramePump pump, CaptureControl control) {
    this.identity = identity;
    this.opener = opener;
    this.pump = pump;
    this.control = control;
  }

  /**
   * Sends frames until the pump is done.
   *
   * @param first the open stream, which this method closes
   * @throws IOException with the reason if not a single frame arrives
   */
  public void run(VideoSource first) throws IOException {
    VideoSource source = first;
    Duration wait = FIRST_WAIT;
    while (source != null) {
      long before = pump.producer().frames();
      String reason = send(source);
      lost = System.nanoTime();
      if (pump.isDone()) {
        return;
      }
      if (pump.producer().frames() > before) {
        wait = FIRST_WAIT;
        control.note(identity.id + ": " + reason + "; reopening it until it comes back");
      } else if (before == 0) {
        throw new IOException(reason);
      }
      source = reopen(wait);
      wait = longer(wait);
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }

  /**
   * Sends one connection's frames.
   *
   * @return reason why the connection ended
   */
  private String send(VideoSource stream) {
    try (VideoSource source = stream) {
      EncodedFrames first = source.next();
      if (first != null) {
        begin(source.origin());
        pump.pump(first, source, new Pacer(!source.comesInRealTime()));
      }
      return "the camera ended the stream";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void begin(Instant origin) {
    connections++;
    if (connections == 1 && identity.start != null) {
      shift = Duration.between(origin, identity.start);
    }
    Camera camera = identity.camera(connections, origin.plus(shift));
    pump.producer().begin(camera);
    if (connections > 1) {
      double seconds = (System.nanoTime() - lost) / 1e9;
      control.note(
          String.format(
              Locale.ROOT,
              "%s: back after %.0f s, stream epoch %s",
              identity.id,
              seconds,
              camera.epoch()));
    }
  }

  /** Retries until the stream opens; returns null if the user stopped. */
  private @Nullable VideoSource reopen(Duration firstWait) {
    Duration wait = firstWait;
    control.await(wait);
    while (!control.stopped()) {
      try {
        return opener.open();
      } catch (IOException stillAway) {
        wait = longer(wait);
        control.await(wait);
      }
    }
    return null;
  }
}
