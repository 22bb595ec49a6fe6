package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.deserted;
import static io.manako.operator.tracking.Footage.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.tracking.TrackingHarness.Task;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Restarts in the middle, at 1, 3 and 2 tasks, against a run that nothing disturbed. */
class RescalingTest {
  private static final int FRAMES = 90;
  private static final TrackingOptions OPTIONS = options("2 s");
  private static final List<String> CAMERAS =
      IntStream.range(0, 7).mapToObj(i -> "cam-" + i).toList();
  private static final SceneBook SCENES =
      SceneBook.of(CAMERAS.stream().collect(Collectors.toMap(c -> c, c -> Footage.SCENE)));

  /** Published before the first restart, in effect after the second. */
  private static final SceneChange LATER =
      new SceneChange(
          "cam-3",
          Footage.START.plus(Footage.INTERVAL.multipliedBy(70)),
          new Scene(List.of(), List.of(new Line("late", new Point(0.7, 0), new Point(0.7, 1)))));

  private final List<FrameTracks> tracks = new ArrayList<>();
  private final List<VideoEvent> events = new ArrayList<>();
  private final List<ZoneCount> counts = new ArrayList<>();

  private TrackingOptions options = OPTIONS;
  private boolean hidden;

  private static TrackingOptions options(String forgetAfter) {
    Configuration config = new Configuration();
    config.setString("tracking.forget-after", forgetAfter);
    config.setString("tracking.count-every", "1 s");
    return TrackingOptions.of(config);
  }

  /** Some frames, by so many tasks. */
  private record Part(int from, int to, int parallelism) {}

  /** The state of so many tasks. */
  private record Saved(OperatorSubtaskState state, int parallelism) {}

  @Test
  void restartsAtOtherParallelismsChangeNothing() throws Exception {
    play(new Part(0, FRAMES, 1), null);
    List<FrameTracks> undisturbedTracks = sortedTracks();
    List<VideoEvent> undisturbedEvents = sortedEvents();
    List<ZoneCount> undisturbedCounts = sortedCounts();
    tracks.clear();
    events.clear();
    counts.clear();

    Saved first = play(new Part(0, 30, 1), null);
    Saved second = play(new Part(30, 60, 3), first);
    play(new Part(60, FRAMES, 2), second);

    assertThat(sortedTracks()).isEqualTo(undisturbedTracks);
    assertThat(sortedEvents()).isEqualTo(undisturbedEvents);
    assertThat(sortedCounts()).isEqualTo(undisturbedCounts);
    assertThat(counts).hasSizeGreaterThan(3 * CAMERAS.size());
    assertThat(events)
        .extracting(VideoEvent::kind)
        .contains(EventKind.LINE_CROSS, EventKind.ZONE_ENTER, EventKind.ZONE_EXIT);
    assertThat(crossings())
        .containsEntry("cam-3", List.of("middle", "middle", "late"))
        .containsEntry("cam-4", List.of("middle", "middle"));
  }

  @Test
  void peopleWhoAreHiddenDuringARestartAreTheSamePeople() throws Exception {
    options = options("200 ms");
    hidden = true;
    play(new Part(0, FRAMES, 1), null);
    List<ZoneCount> undisturbedCounts = sortedCounts();
    counts.clear();

    Saved first = play(new Part(0, 30, 1), null);
    Saved second = play(new Part(30, 60, 3), first);
    play(new Part(60, FRAMES, 2), second);

    assertThat(sortedCounts()).isEqualTo(undisturbedCounts);
    assertThat(counts)
        .filteredOn(count -> count.windowStart().equals(Footage.START.plusSeconds(1)))
        .hasSize(CAMERAS.size())
        .allSatisfy(count -> assertThat(count.entered()).isEqualTo(1))
        .allSatisfy(count -> assertThat(count.visits()).isEqualTo(2))
        .allSatisfy(count -> assertThat(count.objects()).isEqualTo(1));
  }

  private Map<String, List<String>> crossings() {
    return sortedEvents().stream()
        .filter(e -> e.kind() == EventKind.LINE_CROSS)
        .sorted(Comparator.comparing(VideoEvent::startTime))
        .collect(
            Collectors.groupingBy(
                VideoEvent::cameraId, Collectors.mapping(VideoEvent::lineId, Collectors.toList())));
  }

  /** Plays all cameras and gives their state. */
  private Saved play(Part part, @Nullable Saved saved) throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (int index = 0; index < part.parallelism(); index++) {
      Task task = new Task(part.parallelism(), index, saved == null ? 1 : saved.parallelism());
      TrackingFunction function = new TrackingFunction(options, SCENES);
      try (TrackingHarness harness =
          new TrackingHarness(function, task, saved == null ? null : saved.state())) {
        play(part, task, harness);
        states.add(harness.snapshot());
        tracks.addAll(harness.tracks());
        events.addAll(harness.events());
        counts.addAll(harness.counts());
      }
    }
    return new Saved(TrackingHarness.together(states), part.parallelism());
  }

  private void play(Part part, Task task, TrackingHarness harness) throws Exception {
    if (part.from() == 0) {
      harness.publish(LATER);
    }
    for (int f = part.from(); f < part.to(); f++) {
      for (String camera : CAMERAS) {
        if (task.owns(camera)) {
          boolean nobody = hidden && f >= 28 && f < 38;
          harness.send(nobody ? deserted(camera, f) : frame(camera, f));
        }
      }
    }
    if (part.to() == FRAMES) {
      harness.end();
    }
  }

  private List<FrameTracks> sortedTracks() {
    return tracks.stream()
        .sorted(
            Comparator.comparing((FrameTracks t) -> t.frame().cameraId())
                .thenComparing(t -> t.frame().sequence()))
        .toList();
  }

  private List<ZoneCount> sortedCounts() {
    return counts.stream()
        .sorted(
            Comparator.comparing(ZoneCount::cameraId)
                .thenComparing(ZoneCount::windowStart)
                .thenComparing(ZoneCount::label))
        .toList();
  }

  private List<VideoEvent> sortedEvents() {
    return events.stream().sorted(Comparator.comparing(VideoEvent::eventId)).toList();
  }
}
