package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cameras that break motion: no frame is lost, and the cost and the state stay bounded. */
@Timeout(600)
class FocusBadInputTest {
  private static final Instant START = OperatorHarness.START;
  private static final int FRAMES = 24;
  private static final int CROPS = 3;

  /** Samples and cells, and the few sightings, ids and headers of these scenes. */
  private static final int STATE_BYTES = (8 << 10) + 2048;

  private static final Box OBJECT = new Box(100, 200, 60, 60);

  private final StreetPipeline pipeline = new StreetPipeline();

  @Test
  void aCameraThatShakesTakesWholeFramesAndNoMore() throws Exception {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      words.add(draw("shake " + i, Wall.stones(i % 2 * 24, i % 3 * 20, 0)));
    }

    assertThat(play(words)).allMatch(FocusBadInputTest::isWholeAlone);
  }

  @Test
  void aCameraThatPansTakesWholeFramesAndNoMore() throws Exception {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      words.add(draw("pan " + i, Wall.stones(40 * i, 0, 0)));
    }

    assertThat(play(words)).allMatch(FocusBadInputTest::isWholeAlone);
  }

  @Test
  void aLightThatFlashesTakesWholeFramesAndNoMore() throws Exception {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      words.add(draw("flash " + i, Wall.stones(0, 0, i % 2 * 90)));
    }

    assertThat(play(words)).allMatch(FocusBadInputTest::isWholeAlone);
  }

  @Test
  void aPictureOfNoiseTakesWholeFramesAndNoMore() throws Exception {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      words.add(draw("noise " + i, Wall.stones(10_000 * i, 7_000 * i, 0)));
    }

    assertThat(play(words)).allMatch(FocusBadInputTest::isWholeAlone);
  }

  @Test
  void snowTakesNoMoreThanTheCropsAndTheWholeFrame() throws Exception {
    for (int flakes : new int[] {50, 200, 800, 3200}) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < FRAMES; i++) {
        words.add(draw(flakes + " flakes " + i, Wall.snow(flakes, i)));
      }
      assertThat(play(words)).allMatch(views -> views.count() <= CROPS + 1);
    }
  }

  @Test
  void aCameraThatIsCoveredCarriesNothingAndSleeps() throws Exception {
    String open = draw("open", Wall.stones(0, 0, 0));
    Box outside = new Box(-10, -10, 0, 0);
    pipeline.draw("covered", outside, Wall.black(Wall.WIDTH, Wall.HEIGHT));
    List<String> words = new ArrayList<>(Collections.nCopies(12, open));
    words.addAll(Collections.nCopies(12, "covered"));
    words.addAll(Collections.nCopies(12, open));

    List<Views> views = play(words);
    assertThat(views.get(12)).matches(FocusBadInputTest::isWholeAlone);
    assertThat(views.get(24)).matches(FocusBadInputTest::isWholeAlone);
    assertThat(views.stream().mapToInt(Views::count).sum()).isEqualTo(3 + 3);
    List<FrameResult> results = run("1", words);
    assertThat(results.subList(12, 24)).allMatch(result -> result.detections().isEmpty());
    assertThat(results.subList(24, 36)).allMatch(result -> result.detections().size() == 1);
  }

  @Test
  void framesThatChangeTheirSizeAreProcessedWhole() throws Exception {
    List<String> sizes =
        List.of(
            draw("usual", Wall.stones(0, 0, 0)),
            draw("one pixel", Wall.black(1, 1)),
            draw("large", Wall.black(4096, 4096)),
            draw("row", Wall.black(20_000, 1)),
            draw("column", Wall.black(1, 20_000)));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      words.add(sizes.get(2 * i % sizes.size()));
    }

    assertThat(play(words)).allMatch(FocusBadInputTest::isWholeAlone);
  }

  @Test
  void picturesOfOnePixelAreAnswered() throws Exception {
    String dark = draw("dark", Wall.black(1, 1));
    String light = draw("light", new Image(1, 1, new byte[] {-1, -1, -1}));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      words.add(i % 2 == 0 ? dark : light);
    }

    assertThat(play(words)).allMatch(views -> views.count() <= 1);
  }

  @Test
  void aMoverInALargePictureTakesACropOfTheDetectorsScale() throws Exception {
    byte[] moved = new byte[3 * 4096 * 4096];
    for (int y = 3000; y < 3080; y++) {
      for (int x = 3 * 3500; x < 3 * 3540; x++) {
        moved[y * 3 * 4096 + x] = -1;
      }
    }
    String still = draw("still", Wall.black(4096, 4096));
    String mover = draw("mover", new Image(4096, 4096, moved));

    List<Views> views = play(List.of(still, still, mover, still));
    assertThat(views.get(1).count()).isZero();
    assertThat(views.get(2).whole()).isFalse();
    assertThat(views.get(2).parts()).hasSize(1);
  }

  @Test
  void aCutWithinAGopCarriesNothingAcross() throws Exception {
    Image[] pictures = new Image[10];
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = Wall.stones(i < 6 ? 0 : 5000, 0, 0);
    }
    pipeline.draw("gop with a cut", OBJECT, pictures);

    List<Views> views = play(List.of("gop with a cut", "gop with a cut"));
    assertThat(views).hasSize(20);
    assertThat(views.get(6)).matches(FocusBadInputTest::isWholeAlone);
    assertThat(views.get(10)).matches(FocusBadInputTest::isWholeAlone);
    List<FrameResult> results = run("4", List.of("gop with a cut"));
    assertThat(results.get(6).carried().frameIds()).isEmpty();
    assertThat(results.get(7).carried().frameOf(0)).isEqualTo(results.get(6).frameId());
  }

  @Test
  void aClockThatGoesBackLosesNoFrameAndCarriesNothingOn() throws Exception {
    String still = draw("still", Wall.stones(0, 0, 0));
    List<FrameResult> results = new ArrayList<>();
    try (OperatorHarness harness = OperatorHarness.opened(factory("3"))) {
      for (int i = 0; i < FRAMES; i++) {
        Duration off = i < 5 ? Duration.ZERO : i < 9 ? Duration.ofDays(-1) : Duration.ofDays(1);
        harness.feed("cam-1", START.plus(off).plusMillis(100L * i), still);
      }
      harness.flink.endInput();
      results.addAll(harness.results());
    }

    assertThat(results).hasSize(FRAMES).allMatch(FocusBadInputTest::isAnswered);
    assertThat(results.get(4).carried().frameIds()).hasSize(1);
    assertThat(results.get(5).carried().frameIds()).isEmpty();
    assertThat(results.get(9).carried().frameIds()).isEmpty();
  }

  @Test
  void camerasBeyondAThousandBeginAnewAndTheStateStaysBounded() throws Exception {
    int cameras = 1200;
    Image picture = Wall.black(160, 120);
    String small = pipeline.draw("small", new Box(10, 10, 60, 60), picture);
    try (OperatorHarness harness = OperatorHarness.opened(factory("8"))) {
      for (int i = 0; i < 2 * cameras; i++) {
        harness.feed("cam-" + i % cameras, START.plusMillis(i), small);
      }
      OperatorSubtaskState state = harness.checkpoint(1);

      assertThat(harness.results())
          .hasSize(2 * cameras)
          .allMatch(FocusBadInputTest::isAnswered)
          .allMatch(result -> result.detections().size() == 1);
      assertThat(pipeline.runs).allMatch(FocusBadInputTest::isWholeAlone);
      // 1,200 samples and 300 cells of each camera, its sighting and its names.
      assertThat(state.getStateSize()).isLessThan(1000 * 2048);
      assertResumes(state, small, cameras);
    }
  }

  private void assertResumes(OperatorSubtaskState state, String word, int cameras)
      throws Exception {
    pipeline.runs.clear();
    try (OperatorHarness harness = OperatorHarness.restored(factory("8"), state, 0, 1)) {
      for (int i = cameras - 1; i >= 0; i--) {
        harness.feed("cam-" + i, START.plusSeconds(5).plusMillis(i), word);
      }
      harness.flink.endInput();
      assertThat(harness.results()).hasSize(cameras);
      assertThat(pipeline.runs.stream().filter(Views::whole)).hasSize(cameras - 1000);
    }
  }

  /**
   * Plays the frames in batches of several sizes and with a restart between any two, and returns
   * the views, which are the same every time.
   */
  private List<Views> play(List<String> words) throws Exception {
    List<String> expected = summary(run("1", words));
    List<Views> views = List.copyOf(pipeline.runs);
    for (String size : List.of("4", "7")) {
      assertThat(summary(run(size, words))).as("batches of " + size).isEqualTo(expected);
      assertThat(pipeline.runs).isEqualTo(views);
    }
    assertThat(summary(withRestarts(words))).as("restarts").isEqualTo(expected);
    assertThat(pipeline.runs).isEqualTo(views);
    return views;
  }

  private List<FrameResult> run(String size, List<String> words) throws Exception {
    pipeline.runs.clear();
    try (OperatorHarness harness = OperatorHarness.opened(factory(size))) {
      for (String word : words) {
        harness.feed(word, 1);
      }
      harness.flink.endInput();
      assertThat(harness.results()).hasSize(pipeline.runs.size());
      assertThat(harness.results()).allMatch(FocusBadInputTest::isAnswered);
      assertThat(harness.results().stream().map(FrameResult::frameId)).doesNotHaveDuplicates();
      return harness.results();
    }
  }

  private List<FrameResult> withRestarts(List<String> words) throws Exception {
    pipeline.runs.clear();
    List<FrameResult> results = new ArrayList<>();
    OperatorSubtaskState state = null;
    for (int i = 0; i < words.size(); i++) {
      try (OperatorHarness harness =
          state == null
              ? OperatorHarness.opened(factory("4"))
              : OperatorHarness.restored(factory("4"), state, 0, 1)) {
        harness.startAt(i).feed(words.get(i));
        state = harness.checkpoint(i);
        assertThat(state.getStateSize()).isLessThanOrEqualTo(STATE_BYTES);
        results.addAll(harness.results());
      }
    }
    return results;
  }

  private static boolean isAnswered(FrameResult result) {
    return result.status() == FrameStatus.OK || result.status() == FrameStatus.EMPTY;
  }

  private static boolean isWholeAlone(Views views) {
    return views.whole() && views.parts().isEmpty();
  }

  private static List<String> summary(List<FrameResult> results) {
    return results.stream()
        .map(r -> r.frameId() + " " + r.detections() + " " + r.carried())
        .toList();
  }

  private InferenceOperatorFactory factory(String size) {
    InferenceOptions options =
        TestOptions.with("detector.focus", "motion", "inference.batch-size", size);
    return OperatorHarness.factory(options, pipeline, true);
  }

  private String draw(String word, Image picture) {
    return pipeline.draw(word, OBJECT, picture);
  }
}
