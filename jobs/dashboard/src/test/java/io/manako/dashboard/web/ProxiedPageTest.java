package io.manako.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.dashboard.LivePage;
import io.manako.dashboard.SampleRecords;
import java.awt.Color;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page below a path behind a real proxy, in a real browser. */
@Timeout(600)
class ProxiedPageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String TOKEN = "the-right-token-of-this-page";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static LivePage live;
  private static Nginx nginx;

  @BeforeAll
  static void startAll() throws IOException {
    live = LivePage.start(Access.token(TOKEN));
    nginx = Nginx.before(live.url());
    await().atMost(PATIENCE).ignoreExceptions().until(() -> get("healthz").statusCode() == 200);
  }

  @AfterAll
  static void stopAll() throws IOException {
    if (nginx != null) {
      nginx.close();
    }
    live.close();
  }

  @Test
  void thePageIsWholeBelowAPath() throws IOException {
    try (Chromium browser = Chromium.start()) {
      browser.look(1280, 900, false);
      // Without its slash, as people type it.
      browser.open(nginx.url().replaceFirst("/$", ""));
      awaitTrue(browser, "document.title === 'Manako: token needed'");
      assertThat(
              browser.evaluate("getComputedStyle(document.querySelector('form')).display").asText())
          .as("a form that has its styles")
          .isNotEqualTo("block");
      browser.evaluate(
          "document.querySelector('#token').value = '%s', document.forms[0].requestSubmit(), 0"
              .formatted(TOKEN));
      awaitTrue(browser, "document.querySelector('#link')?.dataset.state === 'live'");
      assertThat(browser.evaluate("location.href").asText()).isEqualTo(nginx.url());

      live.frame("cam-1", Color.ORANGE);
      awaitTrue(browser, "document.querySelectorAll('.tile rect.box').length === 1");
      awaitTrue(browser, "document.querySelector('.tile img').naturalWidth > 0");
      browser.evaluate("document.querySelector('.tile a').click()");
      awaitTrue(browser, "document.querySelectorAll('dialog[open] .records details').length > 0");
      live.deadLetter("cam-1", SampleRecords.jpeg(Color.PINK), "Broken.");
      awaitTrue(browser, "document.querySelector('#letters img')?.naturalWidth > 0");

      browser.evaluate("document.querySelector('#detail-close').click()");
      keep(browser.screenshot());
      assertThat(browser.complaints())
          .allMatch(text -> text.startsWith("Failed to load resource") && text.contains("401"));
    }
  }

  @Test
  void aTokenInTheAddressLeavesItAndIsKeptBelowThePathAlone() throws Exception {
    HttpResponse<String> answer = get("?token=" + TOKEN);

    assertThat(answer.statusCode()).isEqualTo(303);
    URI to = answer.request().uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    assertThat(to).hasToString(nginx.url());
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly")
        .doesNotContain("Path");
  }

  /** A proxy that collected them would deliver some kilobytes of events at once, and late. */
  @Test
  void eventsPassTheProxyOneByOne() {
    AtomicInteger direct = new AtomicInteger();
    AtomicInteger proxied = new AtomicInteger();
    count(live.url() + "/api/stream", direct);
    await().atMost(PATIENCE).until(() -> direct.get() > 0);
    count(nginx.url() + "api/stream", proxied);
    int before = direct.get();

    await().atMost(PATIENCE).until(() -> proxied.get() >= 3);
    assertThat(direct.get() - before).isLessThan(8);
  }

  private static void count(String url, AtomicInteger ticks) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + TOKEN).build();
    CompletableFuture<HttpResponse<Stream<String>>> answer =
        HTTP.sendAsync(request, BodyHandlers.ofLines());
    answer.thenAcceptAsync(
        lines ->
            lines
                .body()
                .filter(line -> line.equals("event: tick"))
                .forEach(tick -> ticks.incrementAndGet()),
        task -> Connections.daemon(task, "events").start());
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(nginx.url() + path)).build(), BodyHandlers.ofString());
  }

  /** For who wants to see it. */
  private static void keep(byte[] png) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(folder.resolve("behind-nginx.png"), png);
  }

  private static void awaitTrue(Chromium browser, String expression) {
    Callable<Boolean> holds = () -> browser.evaluate(expression).asBoolean();
    await().atMost(PATIENCE).ignoreExceptions().until(holds);
  }
}
