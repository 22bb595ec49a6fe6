package io.manako.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.manako.image.FrameFormat;
import io.manako.media.GopEncoder;
import io.manako.media.TimedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera that speaks RTSP with H.264 in the same connection (RFC 2326, RFC 6184): it shows {@link
 * TestVideo}, 10 frames a second by its own clock and without a pause by that of the world, and
 * hangs up without a word after so many frames.
 */
final class RtspCamera implements AutoCloseable {
  private static final int TICKS = 9000;
  private static final int LARGEST_UNIT = 1400;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int FRAGMENTS = 28;

  private final ServerSocket door = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
  private final AtomicInteger calls = new AtomicInteger();
  private final List<byte[]> units;
  private final int framesPerCall;

  RtspCamera(int framesPerCall) throws IOException {
    this.framesPerCall = framesPerCall;
    List<TimedImage> pictures = new ArrayList<>();
    for (int i = 0; i < framesPerCall; i++) {
      pictures.add(new TimedImage(TestVideo.picture(i), i * 100_000_000L));
    }
    this.units = split(new GopEncoder(10, FrameFormat.H264, GopEncoder.H264).encode(pictures));
    Thread thread = new Thread(this::answer, "camera");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return String.format(Locale.ROOT, "rtsp://localhost:%d/gate", door.getLocalPort());
  }

  /** How often its stream was started. */
  int calls() {
    return calls.get();
  }

  /** Annex B without its start codes. */
  private static List<byte[]> split(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int start = -1;
    for (int at = 0; at + 3 <= stream.length; at++) {
      if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
        if (start >= 0) {
          units.add(Arrays.copyOfRange(stream, start, stream[at - 1] == 0 ? at - 1 : at));
        }
        start = at + 3;
      }
    }
    units.add(Arrays.copyOfRange(stream, start, stream.length));
    return units;
  }

  private void answer() {
    while (!door.isClosed()) {
      try (Socket caller = door.accept()) {
        caller.setTcpNoDelay(true);
        converse(caller);
      } catch (IOException hungUp) {
        continue;
      }
    }
  }

  private void converse(Socket caller) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(caller.getInputStream(), ISO_8859_1));
    OutputStream out = caller.getOutputStream();
    String line = in.readLine();
    while (line != null) {
      String method = line.split(" ", 2)[0];
      String number = "0";
      for (line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        number = line.startsWith("CSeq:") ? line.substring(5).strip() : number;
      }
      out.write(reply(method, number).getBytes(ISO_8859_1));
      if (method.equals("PLAY")) {
        calls.incrementAndGet();
        play(out);
        return;
      }
      line = in.readLine();
    }
  }

  private String reply(String method, String number) {
    String body = method.equals("DESCRIBE") ? description() : "";
    String more =
        switch (method) {
          case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n";
          case "DESCRIBE" ->
              "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n";
          case "SETUP" -> "Session: 12345678\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
          default -> "Session: 12345678\r\nRange: npt=0.000-\r\n";
        };
    return "RTSP/1.0 200 OK\r\nCSeq: " + number + "\r\n" + more + "\r\n" + body;
  }

  private String description() {
    return """
        v=0\r
        o=- 1 1 IN IP4 127.0.0.1\r
        s=gate\r
        t=0 0\r
        m=video 0 RTP/AVP 96\r
        c=IN IP4 0.0.0.0\r
        a=rtpmap:96 H264/90000\r
        a=framerate:10\r
        a=fmtp:96 packetization-mode=1;sprop-parameter-sets=%s,%s\r
        a=control:track1\r
        """
        .formatted(parameters(SPS), parameters(PPS));
  }

  private String parameters(int type) {
    byte[] unit = units.stream().filter(u -> (u[0] & 0x1f) == type).findFirst().orElseThrow();
    return Base64.getEncoder().encodeToString(unit);
  }

  private void play(OutputStream out) throws IOException {
    int sequence = 0;
    int frame = 0;
    for (byte[] unit : units) {
      int type = unit[0] & 0x1f;
      boolean picture = type == 1 || type == 5;
      for (byte[] payload : payloads(unit)) {
        boolean last = picture && (payload == unit || (payload[1] & 0x40) != 0);
        out.write(packet(payload, sequence++, frame * TICKS, last));
      }
      frame += picture ? 1 : 0;
    }
    out.flush();
    if (frame != framesPerCall) {
      throw new IllegalStateException(frame + " pictures");
    }
  }

  private static List<byte[]> payloads(byte[] unit) {
    if (unit.length <= LARGEST_UNIT) {
      return List.of(unit);
    }
    List<byte[]> parts = new ArrayList<>();
    for (int at = 1; at < unit.length; at += LARGEST_UNIT) {
      int end = Math.min(at + LARGEST_UNIT, unit.length);
      int marks = (at == 1 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0);
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      part.write(unit[0] & 0xe0 | FRAGMENTS);
      part.write(marks | unit[0] & 0x1f);
      part.write(unit, at, end - at);
      parts.add(part.toByteArray());
    }
    return parts;
  }

  private static byte[] packet(byte[] payload, int sequence, int time, boolean last) {
    return ByteBuffer.allocate(16 + payload.length)
        .put((byte) '$')
        .put((byte) 0)
        .putShort((short) (12 + payload.length))
        .put((byte) 0x80)
        .put((byte) (96 | (last ? 0x80 : 0)))
        .putShort((short) sequence)
        .putInt(time)
        .putInt(0xcafe)
        .put(payload)
        .array();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
