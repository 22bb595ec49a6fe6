package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Views;
import io.manako.focus.Street;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class FocusTest {
  private static final Instant START = OperatorHarness.START;
  private static final int FRAMES = 45;

  private final StreetPipeline pipeline = new StreetPipeline();

  @Test
  void anObjectThatStopsIsCarriedAndItsRecordSaysSinceWhen() throws Exception {
    List<FrameResult> results = run("3", List.of("", "100,200", "", "", ""));

    assertThat(results.get(1).detections()).hasSize(1);
    assertThat(results.get(1).carried().frameIds()).isEmpty();
    List<FrameResult> parked = run("3", List.of("", "100,200", "104,200", "104,200", "104,200"));
    FrameResult last = parked.get(4);
    assertThat(last.detections()).extracting(d -> d.box()).contains(Street.box(104, 200, 60));
  }

  @Test
  void aFrameWithoutAnyRunIsAnsweredByCarriedObjects() throws Exception {
    List<String> scene = new ArrayList<>(List.of("", "100,200"));
    for (int i = 0; i < 600; i++) {
      scene.add("104,200");
    }
    List<FrameResult> results = run("8", scene);

    List<FrameResult> unseen =
        results.stream().filter(r -> !r.carried().frameIds().isEmpty()).toList();
    assertThat(unseen).isNotEmpty();
    assertThat(unseen.get(0).status()).isEqualTo(FrameStatus.OK);
    assertThat(unseen.get(0).carried().frameOf(0)).startsWith("cam/0/");
    assertThat(results.subList(1, 602)).allMatch(r -> r.detections().size() == 1);
    assertThat(pipeline.runs.stream().filter(views -> views.count() == 0)).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "8"})
  void theSizeOfBatchesChangesNoResult(String size) throws Exception {
    assertThat(summary(run(size, walk()))).isEqualTo(summary(run("1", walk())));
  }

  @Test
  void aRestartChangesNoResult() throws Exception {
    List<String> expected = summary(run("4", walk()));
    for (int stop = 1; stop < FRAMES; stop += 7) {
      assertThat(summary(withRestart(stop, 1, 0))).as("restart after %d", stop).isEqualTo(expected);
    }
  }

  @Test
  void anotherParallelismChangesNoResult() throws Exception {
    List<String> expected = summary(run("4", walk()));

    assertThat(summary(withRestart(20, 3, 2))).isEqualTo(expected);
  }

  @Test
  void aCameraThatWasNotSeenSinceARestartIsKeptByOneSubtask() throws Exception {
    OperatorSubtaskState first = state("1", 20);
    OperatorSubtaskState second;
    try (OperatorHarness idle = OperatorHarness.restored(factory("4"), first, 0, 1)) {
      second = idle.checkpoint(2);
    }
    List<FrameResult> results = new ArrayList<>(run("4", walk()).subList(0, 20));
    try (OperatorHarness harness = OperatorHarness.restored(factory("4"), second, 0, 1)) {
      feed(harness, walk().subList(20, FRAMES), 20);
      harness.flink.endInput();
      results.addAll(harness.results());
    }

    assertThat(summary(results)).isEqualTo(summary(run("4", walk())));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSubtaskThatNoLongerSeesACameraDoesNotBringItsOldStateBack(int owner) throws Exception {
    run("4", walk());
    List<Views> expected = List.copyOf(pipeline.runs.subList(33, FRAMES));
    OperatorSubtaskState first = state("4", 20);
    OperatorSubtaskState[] second = new OperatorSubtaskState[2];
    for (int subtask = 0; subtask < 2; subtask++) {
      try (OperatorHarness harness = OperatorHarness.restored(factory("4"), first, subtask, 2)) {
        feed(harness, subtask == owner ? walk().subList(20, 33) : List.of(), 20);
        second[subtask] = harness.checkpoint(2);
      }
    }
    OperatorSubtaskState all =
        AbstractStreamOperatorTestHarness.repackageState(second[1], second[0]);
    pipeline.runs.clear();
    try (OperatorHarness harness = OperatorHarness.restored(factory("4"), all, 0, 1)) {
      feed(harness, walk().subList(33, FRAMES), 33);
      harness.flink.endInput();
    }

    assertThat(pipeline.runs).isEqualTo(expected);
  }

  @Test
  void anotherStreamEpochBeginsAnew() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(factory("1"))) {
      feed(harness, List.of("100,200", "100,200"), 0);
      harness.feed(
          FrameRecord.builder(
                  "cam", "cam/1/0", new FrameRecord.Source("video.frames", 0, 2), new byte[0])
              .stream("1", 0)
              .eventTime(START)
              .build());
      harness.flink.endInput();

      assertThat(pipeline.runs.get(2).whole()).isTrue();
      assertThat(harness.results().get(2).detections()).isEmpty();
    }
  }

  /** Two people walk, one stops for a while, one leaves. */
  private static List<String> walk() {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      int first = Math.min(400, 60 + 12 * i);
      String second = i < 30 ? " " + (700 - 8 * i) + ",480" : "";
      frames.add(String.format(Locale.ROOT, "%d,150%s", first, second));
    }
    return frames;
  }

  private List<FrameResult> withRestart(int stop, int subtasks, int subtask) throws Exception {
    List<FrameResult> results = new ArrayList<>();
    OperatorSubtaskState state;
    try (OperatorHarness harness = OperatorHarness.opened(factory("4"))) {
      feed(harness, walk().subList(0, stop), 0);
      state = harness.checkpoint(1);
      results.addAll(harness.results());
    }
    OperatorSubtaskState own =
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            state, 128, 1, subtasks, subtask);
    try (OperatorHarness harness = OperatorHarness.restored(factory("4"), own, subtask, subtasks)) {
      feed(harness, walk().subList(stop, FRAMES), stop);
      harness.flink.endInput();
      results.addAll(harness.results());
    }
    return results;
  }

  private OperatorSubtaskState state(String size, int frames) throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(factory(size))) {
      feed(harness, walk().subList(0, frames), 0);
      return harness.checkpoint(1);
    }
  }

  private List<FrameResult> run(String size, List<String> words) throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(factory(size))) {
      feed(harness, words, 0);
      harness.flink.endInput();
      return harness.results();
    }
  }

  private InferenceOperatorFactory factory(String size) {
    InferenceOptions options =
        TestOptions.with("detector.focus", "motion", "inference.batch-size", size);
    return OperatorHarness.factory(options, pipeline, true);
  }

  private static void feed(OperatorHarness harness, List<String> words, int first)
      throws Exception {
    for (int i = 0; i < words.size(); i++) {
      int frame = first + i;
      harness.feed(
          FrameRecord.builder(
                  "cam",
                  "cam/0/" + frame,
                  new FrameRecord.Source("video.frames", 0, frame),
                  words.get(i).getBytes(StandardCharsets.UTF_8))
              .eventTime(START.plusMillis(100L * frame))
              .build());
    }
  }

  private static List<String> summary(List<FrameResult> results) {
    return results.stream()
        .map(r -> r.frameId() + " " + r.detections() + " " + r.carried())
        .toList();
  }
}
