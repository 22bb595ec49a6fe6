package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server sends back, not interpreted.
 *
 * @param status 0 if it sent none
 * @param head of the answer
 * @param body of the answer, or its first part
 */
record RawAnswer(int status, String head, String body) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final String CONTINUE = "HTTP/1.1 100 ";
  private static final int MOST_BYTES = 1 << 18;
  private static final int PATIENCE_MILLIS = 120_000;

  /**
   * Asks once.
   *
   * @param from number of the address on the loopback interface that asks, 1 to 250
   */
  static RawAnswer to(byte[] request, InetSocketAddress server, int from) throws IOException {
    try (Socket socket = new Socket()) {
      // The page counts requests by address.
      socket.bind(new InetSocketAddress("127.0.0." + from, 0));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server);
      socket.getOutputStream().write(request);
      return read(socket.getInputStream());
    }
  }

  private static RawAnswer read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try {
      while (!isComplete(bytes)) {
        int read = in.read(chunk);
        if (read < 0) {
          break;
        }
        bytes.write(chunk, 0, read);
      }
    } catch (SocketException e) {
      // A server that refuses what it has not read to its end resets the connection.
      return of(bytes);
    }
    return of(bytes);
  }

  private static boolean isComplete(ByteArrayOutputStream bytes) {
    String text = text(bytes);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(text.substring(0, end));
    return text.contains("text/event-stream")
        || bytes.size() > MOST_BYTES
        || (length.find() && text.length() >= end + 4 + Integer.parseInt(length.group(1)));
  }

  private static String text(ByteArrayOutputStream bytes) {
    String text = bytes.toString(ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    return text.startsWith(CONTINUE) && end >= 0 ? text.substring(end + 4) : text;
  }

  private static RawAnswer of(ByteArrayOutputStream bytes) {
    String text = text(bytes);
    int end = text.indexOf("\r\n\r\n");
    Matcher status = STATUS.matcher(text);
    return new RawAnswer(
        status.lookingAt() ? Integer.parseInt(status.group(1)) : 0,
        end < 0 ? text : text.substring(0, end),
        end < 0 ? "" : text.substring(end + 4));
  }

  /** Whether the JDK's server has refused the request before the page saw it. */
  boolean isOfTheServer() {
    return (status == 400 || status == 404) && body.startsWith("<h1>");
  }
}
