package io.manako.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.dashboard.LivePage;
import io.manako.dashboard.SampleRecords;
import java.awt.Color;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser, fed through a real broker. */
class BrowserTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static LivePage live;
  private static Chromium browser;

  @BeforeAll
  static void startAll() throws IOException {
    browser = Chromium.start();
    live = LivePage.start(Access.loopback());
  }

  @AfterAll
  static void stopAll() throws IOException {
    if (live != null) {
      live.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openThePage() {
    browser.look(1280, 900, false);
    browser.open(live.url());
    awaitTrue("document.querySelector('#link')?.dataset.state === 'live'");
  }

  @AfterEach
  void noScriptFailedAndTheContentPolicyRefusedNothing() {
    assertThat(browser.complaints()).allMatch(text -> text.startsWith("Failed to load resource"));
  }

  @Test
  void everyCameraHasATileAndBoxesLieWhereTheRecordsSay() {
    live.frame("cam-1", Color.RED);
    live.frame("cam-2", Color.BLUE);

    for (String camera : new String[] {"cam-1", "cam-2"}) {
      awaitTrue(
          "document.querySelectorAll('.tile[data-camera=\"%s\"] img ~ svg rect.box').length === 1"
              .formatted(camera));
      JsonNode box =
          browser.evaluate(
              """
              (() => {
                const tile = document.querySelector('.tile[data-camera="%s"]');
                const [picture, box] = ['img', 'rect.box']
                    .map((what) => tile.querySelector(`.view ${what}`).getBoundingClientRect());
                return [(box.x - picture.x) / picture.width, (box.y - picture.y) / picture.height,
                    box.width / picture.width, box.height / picture.height];
              })()"""
                  .formatted(camera));
      double[] expected = {0.25, 0.25, 0.1, 0.5};
      for (int i = 0; i < expected.length; i++) {
        assertThat(box.get(i).asDouble())
            .as("%s %d", camera, i)
            .isCloseTo(expected[i], within(0.008));
      }
    }
    awaitTrue(
        "document.querySelector('.tile[data-camera=\"cam-1\"] .tag').textContent === 'person #7 91%'");
    awaitTrue(
        "document.querySelectorAll('.tile[data-camera=\"cam-1\"] .zones polygon').length === 1");
    assertThat(count(".tile[data-camera='cam-1'] .zones line")).isEqualTo(1);
    assertThat(count(".tile[data-camera='cam-2'] .zones polygon")).isZero();
  }

  @Test
  void boxesChangeInTheSameMomentAsTheirPicture() {
    live.frame("cam-3", new Color(200, 0, 0));
    awaitTrue("document.querySelector('.tile[data-camera=\"cam-3\"] img') !== null");
    String second = live.frame("cam-3", new Color(0, 200, 0));
    awaitTrue(
        "document.querySelector('.tile[data-camera=\"cam-3\"] .view').dataset.frame === '%s'"
            .formatted(second));

    JsonNode pixel =
        browser.evaluate(
            """
            (() => {
              const canvas = document.createElement('canvas');
              const context = canvas.getContext('2d');
              context.drawImage(document.querySelector('.tile[data-camera="cam-3"] img'), 0, 0);
              return [...context.getImageData(5, 5, 1, 1).data];
            })()""");

    assertThat(pixel.get(0).asInt()).isLessThan(40);
    assertThat(pixel.get(1).asInt()).isGreaterThan(160);
  }

  @Test
  void masksLieOverThePixelsThatTheyName() {
    live.segmentedFrame("cam-7", Color.BLACK);
    awaitTrue(
        "document.querySelector('.tile[data-camera=\"cam-7\"] canvas:not([hidden])') !== null");

    JsonNode opacities =
        browser.evaluate(
            """
            (() => {
              const canvas = document.querySelector('.tile[data-camera="cam-7"] canvas');
              const pixels = canvas.getContext('2d').getImageData(0, 0, 4, 2).data;
              return [...pixels].filter((_, i) => i % 4 === 3).map((alpha) => alpha > 0);
            })()""");

    assertThat(opacities.toString()).isEqualTo("[true,true,false,false,true,true,false,false]");
  }

  @Test
  void aCarriedObjectIsDashedAndALegendSaysWhatThatMeans() {
    assertThat(isShown("#legend")).as("before any object is carried").isFalse();
    live.carriedFrame("cam-8", Color.BLACK);
    String box = ".tile[data-camera='cam-8'] rect.box";
    awaitTrue("document.querySelectorAll(\"%s\").length === 1".formatted(box));
    live.frame("cam-9", Color.BLACK);
    awaitTrue("document.querySelector('.tile[data-camera=\"cam-9\"] rect.box') !== null");

    assertThat(dashes(box)).isEqualTo("6px, 5px");
    assertThat(dashes(".tile[data-camera='cam-9'] rect.box")).isEqualTo("none");
    assertThat(isShown("#legend")).isTrue();
  }

  @Test
  void aCameraWhoseBoxesStartNoTrackSaysSoUntilOneDoes() {
    byte[] picture = SampleRecords.jpeg(Color.BLACK);
    String sign = ".tile[data-camera='cam-10'] .untracked";
    for (int i = 0; i < 300; i++) {
      live.untrackedFrame("cam-10", picture);
    }
    awaitTrue("document.querySelector(\"%s\")?.checkVisibility()".formatted(sign));
    assertThat(text(sign)).isEqualTo("no box starts a track; the best score is 41%");

    live.frame("cam-10", picture);

    awaitTrue("document.querySelector(\"%s\") === null".formatted(sign));
  }

  private static String dashes(String selector) {
    return browser
        .evaluate(
            "getComputedStyle(document.querySelector(\"%s\")).strokeDasharray".formatted(selector))
        .asText();
  }

  private static boolean isShown(String selector) {
    return browser
        .evaluate("document.querySelector('%s').checkVisibility()".formatted(selector))
        .asBoolean();
  }

  @Test
  void aClickShowsACameraLargeWithItsRecords() {
    live.frame("cam-4", Color.ORANGE);
    awaitTrue("document.querySelector('.tile[data-camera=\"cam-4\"] img') !== null");

    browser.evaluate("document.querySelector('.tile[data-camera=\"cam-4\"] a').click()");
    awaitTrue("document.querySelectorAll('dialog[open] .records details').length > 0");

    assertThat(text("dialog h2")).isEqualTo("cam-4");
    assertThat(text("dialog .records summary span")).isEqualTo("1 × person");
    awaitTrue("document.querySelectorAll('dialog rect.box').length === 1");

    browser.evaluate("document.querySelector('#detail-close').click()");
    awaitTrue("document.querySelector('dialog[open]') === null && location.hash === ''");
  }

  @Test
  void aDeadLetterIsListedWithItsReasonAsTextAndItsPicture() {
    live.deadLetter("cam-5", SampleRecords.jpeg(Color.PINK), "<img src=x> is <b>not</b> markup.");

    awaitTrue("document.querySelector('#letters img')?.naturalWidth > 0");

    assertThat(text("#letters td:nth-child(3)")).startsWith("<img src=x> is <b>not</b> markup.");
  }

  @Test
  void thePageComesBackAfterTheServerHasRestarted() throws IOException {
    live.frame("cam-6", Color.CYAN);
    awaitTrue("document.querySelector('.tile[data-camera=\"cam-6\"]') !== null");

    live.stopPage();
    awaitTrue("document.querySelector('#link').dataset.state === 'lost'");
    live.restartPage();
    awaitTrue("document.querySelector('#link').dataset.state === 'live'");
    assertThat(count(".tile[data-camera='cam-6']")).as("what the new page knows").isZero();

    live.frame("cam-6", Color.MAGENTA);
    awaitTrue("document.querySelectorAll('.tile[data-camera=\"cam-6\"] rect.box').length === 1");
  }

  @Test
  void withoutTheTokenThePageAsksForItAndShowsNothing() throws Exception {
    try (LivePage guarded = LivePage.start(Access.token("the-right-token-of-this-page"))) {
      guarded.frame("secret", Color.RED);
      browser.open(guarded.url());
      awaitTrue("document.title === 'Manako: token needed'");

      enter("the-wrong-token-of-this-page");
      awaitTrue("location.search.includes('wrong') && document.readyState === 'complete'");
      assertThat(browser.evaluate("document.title").asText()).isEqualTo("Manako: token needed");
      assertThat(browser.evaluate("document.body.innerText").asText()).doesNotContain("secret");

      enter("the-right-token-of-this-page");
      awaitTrue("document.querySelector('#link')?.dataset.state === 'live'");
      assertThat(browser.evaluate("location.search").asText()).isEmpty();
      guarded.frame("secret", Color.RED);
      awaitTrue("document.querySelector('.tile[data-camera=\"secret\"]') !== null");
    }
  }

  private static void enter(String token) {
    browser.evaluate(
        "document.querySelector('#token').value = '%s', document.forms[0].requestSubmit(), 0"
            .formatted(token));
  }

  @Test
  void onAPhoneNothingHasToBeMovedSideways() {
    browser.look(390, 844, true);
    live.frame("a-camera-with-a-name-that-is-much-too-long-for-the-screen-of-a-phone", Color.GREEN);
    awaitTrue("document.querySelector('.tile[data-camera^=\"a-camera\"] img') !== null");

    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(390);
  }

  private static String text(String selector) {
    return browser
        .evaluate("document.querySelector(\"%s\").textContent".formatted(selector))
        .asText();
  }

  private static int count(String selector) {
    return browser.evaluate("document.querySelectorAll(\"%s\").length".formatted(selector)).asInt();
  }

  private static void awaitTrue(String expression) {
    Callable<Boolean> holds = () -> browser.evaluate(expression).asBoolean();
    await().atMost(PATIENCE).ignoreExceptions().until(holds);
  }
}
