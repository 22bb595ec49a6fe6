package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A request that no browser would send, or nearly none.
 *
 * @param text as it goes over the wire, a character a byte
 * @param local whether it names this machine in its one Host header
 * @param knowing whether it holds the token
 */
record FuzzedRequest(String text, boolean local, boolean knowing) {
  static final String TOKEN = "a-token-that-is-long-enough";

  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "TRACE", "get", "G\u00ff", "PUT");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/app.js",
          "/app.css",
          "/uplot/uPlot.esm.js",
          "/login.html",
          "/healthz",
          "/api/stream",
          "/api/cameras/cam-1/picture?frame=cam-1/0/1",
          "/api/cameras/cam-1/records?kind=detections",
          "/api/dead-letters/1/picture",
          "/?token=" + TOKEN,
          "/?token=wrong",
          "/etc/passwd",
          "/assets.txt",
          "*",
          "mailto:x",
          "http://evil.example/",
          "http://localhost/app.js");
  private static final List<String> PIECES =
      List.of(
          "../",
          "/../../../../../../../../etc/passwd",
          "%2e%2e/",
          "%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
          "..%5c",
          "..;/",
          "%252e%252e/",
          "\u00c0\u00ae\u00c0\u00ae/",
          "%00",
          "%0d%0aSet-Cookie:%20a=b",
          "%ff",
          "%",
          "%zz",
          "//",
          "\\",
          "?",
          "&&&=",
          "#",
          ";jsessionid=1",
          "{}|^`",
          "9".repeat(30),
          "a".repeat(5000),
          "\u00e9\u0001");
  private static final List<String> HEADERS =
      List.of(
          "Range: bytes=0-,-1,5-2",
          "If-None-Match: *",
          "If-None-Match: \"" + "x".repeat(3000) + "\"",
          "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
          "Origin: http://evil.example\r\nAccess-Control-Request-Method: PUT",
          "X-Forwarded-Host: localhost",
          "X-Original-URL: /etc/passwd",
          "Referer: http://localhost/?token=" + TOKEN,
          "Cookie: manako_token=",
          "Cookie: " + "a=b; ".repeat(800),
          "Authorization: Bearer ",
          "Authorization: Basic Og==",
          "Content-Length: 0",
          "Content-Length: -1",
          "Content-Length: x",
          "Expect: 100-continue",
          "Accept-Encoding: gzip, br, \u00ff",
          "Last-Event-ID: -1",
          "a: \u0001\u00ff",
          "X: " + "y".repeat(7000));

  /** The next one of a course that its seed decides. */
  static FuzzedRequest next(Random random) {
    String host =
        random.nextInt(8) == 0
            ? pick(List.of("evil.example", "", "localhost.evil"), random)
            : "localhost:8090";
    boolean knowing = random.nextInt(4) == 0;
    StringBuilder text = new StringBuilder(256);
    text.append(pick(METHODS, random)).append(' ').append(target(random)).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(host).append("\r\nConnection: close\r\n");
    if (knowing) {
      text.append("Cookie: manako_token=").append(TOKEN).append("\r\n");
    } else {
      for (int i = random.nextInt(3); i > 0; i--) {
        text.append(pick(HEADERS, random)).append("\r\n");
      }
    }
    text.append("\r\n");
    return new FuzzedRequest(text.toString(), host.startsWith("localhost:"), knowing);
  }

  private static String target(Random random) {
    StringBuilder target = new StringBuilder(pick(PATHS, random));
    for (int i = random.nextInt(4); i > 0; i--) {
      target.insert(random.nextInt(target.length() + 1), pick(PIECES, random));
    }
    return target.toString();
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  byte[] bytes() {
    return text.getBytes(ISO_8859_1);
  }

  /** What is asked for. */
  String target() {
    return text.split(" ", 3)[1];
  }

  /** The path of what is asked for; null if it has none, and then the JDK's server gives up. */
  @Nullable String path() {
    try {
      return new URI(target()).getPath();
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** Whether the token stands in the address itself. */
  boolean logsIn() {
    return target().contains("token=" + TOKEN);
  }
}
