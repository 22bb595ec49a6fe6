package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.manako.dashboard.SampleRecords;
import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.Arrival;
import io.manako.dashboard.state.LiveState;
import io.manako.dashboard.state.RecordKind;
import io.manako.dashboard.state.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private static final String TOKEN = "a-token-that-is-long-enough";
  private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

  private final LiveState state = new LiveState(System::currentTimeMillis, Map.of(), Set.of());
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();
  private WebServer server = serve(Access.loopback());

  private WebServer serve(Access access) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Page page = new Page(state, new Audience(System::currentTimeMillis), () -> true);
      server = new WebServer(new Endpoint(any, access, Duration.ofMillis(500)), page);
      open.add(server);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/uplot/uPlot.esm.js", "/nowhere", "/api/nowhere"})
  void everyAnswerTellsTheBrowserToDoNothingElse(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void thereIsNothingToWrite(String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/")).method(method, BodyPublishers.ofString("x")).build();

    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void headTellsTheSizeAndSendsNothing() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(uri("/app.js")).method("HEAD", BodyPublishers.noBody()).build();

    HttpResponse<String> answer = client.send(head, BodyHandlers.ofString());

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../assets.txt",
        "/assets.txt",
        "/%2e%2e/%2e%2e/Asset.class",
        "/uplot/../app.css",
        "//etc/passwd",
        "/uplot/LICENSE",
        "/login.html/..",
        "/app.js%00.css"
      })
  void noPathLeadsAnywhereElse(String path) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .containsAnyOf(" 404 ", " 400 ");
  }

  @Test
  void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
    String etag = get("/app.css").headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(uri("/app.css")).header("If-None-Match", etag).build();

    assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
  }

  @Test
  void aPictureComesAsItIs() throws Exception {
    show("cam/1 ü+%");

    String camera =
        "/api/cameras/cam%2F1%20%C3%BC+%25/picture?frame=cam%2F1%20%C3%BC%2B%25%2F0%2F1";
    HttpResponse<byte[]> answer =
        client.send(HttpRequest.newBuilder(uri(camera)).build(), BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PICTURE);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(get("/api/cameras/cam-9/picture?frame=x").statusCode()).isEqualTo(404);
    assertThat(get("/api/cameras/cam-9/picture").statusCode()).isEqualTo(404);
    assertThat(get("/api/dead-letters/7/picture").statusCode()).isEqualTo(404);
  }

  @Test
  void theLastRecordsOfACameraAreAList() throws Exception {
    show("cam-1");

    assertThat(get("/api/cameras/cam-1/records?kind=detections").body())
        .startsWith("[{\"id\":\"cam-1/0/1\"")
        .contains("1 × person");
    assertThat(get("/api/cameras/cam-1/records?kind=events").body()).isEqualTo("[]");
    assertThat(get("/api/cameras/cam-1/records?kind=secrets").statusCode()).isEqualTo(404);
  }

  @Test
  void aForeignNameGetsNothingFromTheLoopbackInterface() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).contains(" 421 ");
  }

  @Test
  void withoutTheTokenThereIsOnlyAFieldForIt() throws Exception {
    serve(Access.token(TOKEN));

    assertThat(get("/").statusCode()).isEqualTo(401);
    assertThat(get("/").body()).contains("needs its token").doesNotContain("app.js");
    for (String path : List.of("/app.js", "/api/stream", "/api/cameras/a/picture?frame=b")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(get("/app.css").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
  }

  @Test
  void theRightTokenBecomesACookieAndLeavesTheAddress() throws Exception {
    serve(Access.token(TOKEN));

    HttpResponse<String> answer = get("/?token=" + TOKEN);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("./");
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite");
    HttpRequest withCookie =
        HttpRequest.newBuilder(uri("/")).header("Cookie", cookie.replaceFirst(";.*", "")).build();
    assertThat(client.send(withCookie, BodyHandlers.ofString()).body()).contains("app.js");
  }

  @Test
  void tokensCannotBeTriedByTheThousand() throws Exception {
    serve(Access.token(TOKEN));
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(get("/?token=wrong-" + i).statusCode());
    }

    assertThat(answers.subList(0, 2)).containsOnly(401);
    assertThat(answers.subList(10, 20)).contains(429);
  }

  @Test
  void whoListensHearsOfEverything() throws Exception {
    show("cam-1");
    try (Stream<String> lines = listen()) {
      List<String> first = lines.filter(line -> line.startsWith("event:")).limit(6).toList();

      assertThat(first)
          .startsWith(
              "event: hello", "event: scenes", "event: tick", "event: series", "event: news");
    }
  }

  @Test
  void aViewerWhoNeverReadsIsDroppedAndTheOthersGoOn() throws Exception {
    // Messages are large, so that the system's own buffers are full soon.
    for (int i = 0; i < LiveState.MOST_CAMERAS; i++) {
      show("long".repeat(60) + i);
    }
    Socket deaf = socket();
    deaf.getOutputStream()
        .write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
    try (Stream<String> lines = listen()) {
      await().until(() -> server.viewers() == 2);

      long heard =
          lines
              .filter(line -> line.equals("event: tick"))
              .takeWhile(l -> server.viewers() == 2)
              .count();

      assertThat(heard).isPositive();
      assertThat(server.viewers()).isEqualTo(1);
    }
  }

  @Test
  void moreViewersThanThereIsRoomForAreSentAway() throws Exception {
    for (int i = 0; i < EventStream.MOST_CLIENTS; i++) {
      listen();
    }

    HttpResponse<String> answer = get("/api/stream");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void whoNeverFinishesAskingKeepsNobodyElseWaitingForLong() throws Exception {
    for (int i = 0; i < 20; i++) {
      socket().getOutputStream().write("GET / HT".getBytes(UTF_8));
    }

    assertThat(get("/app.css").statusCode()).isEqualTo(200);
  }

  @Test
  void aPortInUseIsASentence() {
    InetSocketAddress taken = server.address();
    Page page = new Page(state, new Audience(System::currentTimeMillis), () -> true);

    assertThatThrownBy(() -> new WebServer(new Endpoint(taken, Access.loopback()), page))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + taken.getPort())
        .hasMessageContaining("choose another port");
  }

  private void show(String camera) {
    long now = System.currentTimeMillis();
    byte[] json = SampleRecords.detections(camera, 1, now);
    state.add(RecordKind.DETECTIONS, SampleRecords.parsed(json), new Arrival(now, now, json));
    state
        .due(List.of(camera), 1)
        .forEach(due -> state.show(camera, new Shown(due.frame(), PICTURE)));
  }

  private Stream<String> listen() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri("/api/stream")).build();
    HttpResponse<Stream<String>> answer = client.send(request, BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(1)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The head of the answer to a request that no proper client would send. */
  private String raw(String request) throws IOException {
    Socket socket = socket();
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return new String(socket.getInputStream().readNBytes(40), UTF_8);
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket();
    open.add(0, socket);
    socket.setReceiveBufferSize(4096);
    socket.connect(server.address());
    return socket;
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.address().getPort() + path);
  }
}
