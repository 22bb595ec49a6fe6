package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.LiveState;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thousands of malformed and hostile requests to the real server. */
class PageFuzzTest {
  private static final int REQUESTS = 3_000;
  private static final int ADDRESSES = 250;

  /** Every status that the page documents; 503 is for one viewer too many. */
  private static final Set<Integer> DOCUMENTED =
      Set.of(200, 303, 304, 400, 401, 404, 405, 414, 421, 429, 503);

  /** What anyone may have who knows no token. */
  private static final Set<String> OPEN = Set.of("/healthz", "/app.css", "/icon.svg");

  private final InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void nothingGetsThroughToThePageOfThisMachine() throws Exception {
    try (WebServer server = serve(Access.loopback())) {
      assertThat(findings(server.address(), false)).isEmpty();
      assertAnswers(server, "Host: localhost");
    }
  }

  @Test
  void nothingGetsThroughWithoutTheToken() throws Exception {
    try (WebServer server = serve(Access.token(FuzzedRequest.TOKEN))) {
      assertThat(findings(server.address(), true)).isEmpty();
      assertAnswers(server, "Cookie: manako_token=" + FuzzedRequest.TOKEN);
    }
  }

  @Test
  void aHandlerThatFollowsAnyPathIsFound() throws Exception {
    Path page = Path.of("src/main/resources/io/manako/dashboard/web/page").toAbsolutePath();
    HttpHandler unsafe =
        exchange -> {
          Path file = Path.of(page + "/" + exchange.getRequestURI().getPath());
          boolean found = Files.isRegularFile(file);
          byte[] bytes = found ? Files.readAllBytes(file) : new byte[0];
          Reply.send(exchange, found ? HttpURLConnection.HTTP_OK : 404, "text/plain", bytes);
        };
    HttpServer server = HttpServer.create(any, 0);
    server.createContext("/", new Gate(Access.loopback(), Asset.all(), unsafe));
    server.start();
    try {
      assertThat(findings(server.getAddress(), false)).anyMatch(f -> f.startsWith("a file from"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aHandlerThatFailsIsFound() throws Exception {
    HttpServer server = HttpServer.create(any, 0);
    HttpHandler failing =
        exchange -> {
          if (exchange.getRequestURI().getPath().contains("..")) {
            throw new IllegalStateException("planted");
          }
          Reply.say(exchange, HttpURLConnection.HTTP_OK, "planted");
        };
    server.createContext("/", new Gate(Access.loopback(), Asset.all(), failing));
    server.start();
    try {
      assertThat(findings(server.getAddress(), false)).anyMatch(f -> f.startsWith("no answer"));
    } finally {
      server.stop(0);
    }
  }

  private WebServer serve(Access access) throws IOException {
    LiveState state = new LiveState(System::currentTimeMillis, Map.of(), Set.of());
    Page page = new Page(state, new Audience(System::currentTimeMillis), () -> true);
    return new WebServer(new Endpoint(any, access, Duration.ofSeconds(1)), page);
  }

  private static List<String> findings(InetSocketAddress server, boolean locked)
      throws IOException {
    Random random = new Random(1);
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<String> findings = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      FuzzedRequest request = FuzzedRequest.next(random);
      RawAnswer answer = RawAnswer.to(request.bytes(), server, 1 + i % ADDRESSES);
      statuses.merge(answer.status(), 1, Integer::sum);
      String finding = finding(request, answer, locked);
      if (finding != null) {
        findings.add("%s: %.200s".formatted(finding, request.text().lines().toList()));
      }
    }
    System.out.println("page fuzz: " + REQUESTS + " requests, answers by status " + statuses);
    assertThat(statuses.keySet()).contains(200, 405);
    return findings;
  }

  private static @Nullable String finding(FuzzedRequest request, RawAnswer answer, boolean locked) {
    if (answer.status() == 0) {
      return request.path() == null ? null : "no answer";
    }
    if (!DOCUMENTED.contains(answer.status())) {
      return "status " + answer.status();
    }
    if (answer.status() == 503 && !request.target().contains("/api/stream")) {
      return "status 503 that is not for a viewer";
    }
    if (answer.body().contains("root:x:0:") || answer.body().contains("uPlot.esm.js\n")) {
      return "a file from outside of the page";
    }
    if (answer.body().contains("\tat ")) {
      return "a stack trace";
    }
    if (answer.body().contains("Exception") && !answer.isOfTheServer()) {
      return "the name of an exception";
    }
    return answer.isOfTheServer() ? null : closedFinding(request, answer, locked);
  }

  /** What only answers of the page itself must have. */
  private static @Nullable String closedFinding(
      FuzzedRequest request, RawAnswer answer, boolean locked) {
    for (String header :
        List.of(
            "Content-security-policy: default-src 'none'",
            "Referrer-policy: no-referrer",
            "X-content-type-options: nosniff")) {
      if (!answer.head().contains(header)) {
        return "no header " + header;
      }
    }
    if (answer.head().contains("Access-control-allow")) {
      return "another site may read it";
    }
    boolean cookie = answer.status() == 303 && request.logsIn();
    if (!cookie && (answer.head() + answer.body()).contains(FuzzedRequest.TOKEN)) {
      return "the token";
    }
    boolean served = answer.status() == 200 || answer.status() == 304;
    boolean allowed = locked ? request.knowing() : request.local();
    return served && !allowed && (request.path() == null || !OPEN.contains(request.path()))
        ? "an answer for somebody who may have none"
        : null;
  }

  private static void assertAnswers(WebServer server, String header) throws IOException {
    String request = "GET / HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
    RawAnswer answer = RawAnswer.to(request.getBytes(ISO_8859_1), server.address(), 251);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("app.js");
  }
}
