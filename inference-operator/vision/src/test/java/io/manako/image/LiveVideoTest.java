package io.manako.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A camera that sends JPEGs over HTTP, as most cheap ones do. */
class LiveVideoTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final byte[] jpeg = Pictures.encode(".jpg", Pictures.scene(64, 48));
  private final List<Instant> sent = new ArrayList<>();
  private final CountDownLatch silence = new CountDownLatch(1);
  private ServerSocket camera;

  /** What the camera does with a connection, behind the header of its answer. */
  private interface Behaviour {
    void send(OutputStream out) throws Exception;
  }

  @BeforeEach
  void open() throws IOException {
    camera = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    silence.countDown();
    camera.close();
  }

  @Test
  void aFrameWithoutAClockWasSeenWhenItCame() throws Exception {
    serve(
        out -> {
          for (int i = 0; i < 4; i++) {
            send(out);
            // Slower than the 25 frames a second that nobody has promised.
            Thread.sleep(150);
          }
        });
    List<Instant> seen = new ArrayList<>();
    try (VideoPlayback video = play(new Interruption(() -> false, LONG))) {
      while (video.advance()) {
        seen.add(video.origin().plusNanos(video.ptsNanos()));
        assertThat(seen.get(seen.size() - 1)).isBeforeOrEqualTo(Instant.now());
      }
      assertThat(video.isEndless()).isTrue();
      assertThat(video.comesInRealTime()).isTrue();
    }
    assertThat(seen).hasSize(4);
    for (int i = 1; i < 4; i++) {
      assertThat(seen.get(i)).isAfterOrEqualTo(sent.get(i).minusMillis(2));
    }
  }

  @Test
  void aCameraThatFallsSilentIsNoticed() throws Exception {
    serve(
        out -> {
          send(out);
          send(out);
          silence.await();
        });
    try (VideoPlayback video = play(new Interruption(() -> false, Duration.ofMillis(400)))) {
      int frames = 0;
      while (video.advance()) {
        frames++;
      }
      assertThat(frames).isPositive();
      assertThat(video.breakOff()).isEqualTo("nothing came for 0.4 s");
    }
  }

  @Test
  void aUserWhoStopsDoesNotWaitForTheCamera() throws Exception {
    AtomicBoolean stopped = new AtomicBoolean();
    serve(
        out -> {
          send(out);
          send(out);
          stopped.set(true);
          silence.await();
        });
    try (VideoPlayback video = play(new Interruption(stopped::get, LONG))) {
      while (video.advance()) {
        assertThat(video.image().width()).isEqualTo(64);
      }
      assertThat(video.breakOff()).isEqualTo("it was stopped");
    } catch (MalformedFrameException whileOpening) {
      assertThat(whileOpening).hasMessage("it was stopped");
    }
  }

  private void send(OutputStream out) throws IOException {
    sent.add(Instant.now());
    String part =
        String.format(
            Locale.ROOT, "Content-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n", jpeg.length);
    out.write(part.getBytes(US_ASCII));
    out.write(jpeg);
    out.write("\r\n--frame\r\n".getBytes(US_ASCII));
    out.flush();
  }

  private void serve(Behaviour behaviour) {
    Thread server =
        new Thread(
            () -> {
              try (Socket client = camera.accept()) {
                String header =
                    "HTTP/1.1 200 OK\r\n"
                        + "Content-Type: multipart/x-mixed-replace;boundary=frame\r\n"
                        + "Connection: close\r\n\r\n--frame\r\n";
                client.getOutputStream().write(header.getBytes(US_ASCII));
                behaviour.send(client.getOutputStream());
              } catch (Exception gone) {
                // The player closes the connection, or the test is over.
                return;
              }
            },
            "camera");
    server.setDaemon(true);
    server.start();
  }

  private VideoPlayback play(Interruption interruption) throws MalformedFrameException {
    String address =
        String.format(Locale.ROOT, "http://localhost:%d/stream", camera.getLocalPort());
    return VideoPlayback.open(new VideoAddress(address), VideoPlayback.Size.OWN, interruption);
  }
}
