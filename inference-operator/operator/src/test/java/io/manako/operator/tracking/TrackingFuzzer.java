package io.manako.operator.tracking;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.fuzz.Draws;
import io.manako.operator.Carried;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.Stage;
import io.manako.operator.tracking.TrackingHarness.Task;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;

/**
 * The tracking function in Flink's harness: frames of three cameras with any times, numbers, epochs
 * and sizes, changes of zones and lines, and restarts in between.
 */
public final class TrackingFuzzer {
  /** Choices of one program; a longer input says nothing that a shorter one does not. */
  private static final int MOST_STEPS = 96;

  private TrackingFuzzer() {}

  /** Called by Jazzer; whatever it throws is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    require(
        run(input, true).equals(run(input, false)),
        "the same input gave another output, with or without its restarts");
  }

  private static List<String> run(byte[] input, boolean restarts) throws Exception {
    try (Run run = new Run(new Draws(input), restarts)) {
      return run.outputs();
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** One way through the choices. */
  private static final class Run implements AutoCloseable {
    private final Draws draws;
    private final boolean restarts;
    private final TrackingOptions options;
    private final List<FrameTracks> tracks = new ArrayList<>();
    private final Map<String, List<String>> events = new TreeMap<>();
    private final Map<String, List<String>> counts = new TreeMap<>();
    private TrackingHarness harness;
    private long sequence;
    private int sent;

    Run(Draws draws, boolean restarts) throws Exception {
      this.draws = draws;
      this.restarts = restarts;
      options =
          TrackingOptions.DEFAULT
              .withReorderWait(draws.of(Duration.ofMillis(200), Duration.ZERO))
              .withCountEvery(
                  draws.of(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofDays(36_500)));
      harness = harness(null);
    }

    private TrackingHarness harness(@Nullable OperatorSubtaskState state) throws Exception {
      return new TrackingHarness(new TrackingFunction(options, SceneBook.EMPTY), Task.ONLY, state);
    }

    List<String> outputs() throws Exception {
      for (int step = 0; step < MOST_STEPS && draws.hasMore(); step++) {
        switch (draws.below(8)) {
          case 0 -> harness.publish(change());
          case 1 -> restart();
          default -> harness.send(frame());
        }
      }
      harness.end();
      collect();
      require(tracks.size() == sent, sent + " frames have " + tracks.size() + " records");
      // Only the order of one camera's records is promised.
      tracks.sort(Comparator.comparing(each -> each.frame().cameraId()));
      List<String> all = new ArrayList<>();
      events.values().forEach(all::addAll);
      counts.values().forEach(all::addAll);
      for (FrameTracks each : tracks) {
        requireNoFault(each.frame().failure());
        require(
            each.trackIds().size() == each.frame().detections().size(),
            "a detection has no track id: " + each);
        all.add(each.toString());
      }
      return all;
    }

    /** What the function throws over a frame, it notes there. */
    private static void requireNoFault(@Nullable Failure failure) {
      require(
          failure == null || !failure.reason().startsWith(FrameTracks.UNTRACKED),
          "following a frame fails: " + failure);
    }

    private void restart() throws Exception {
      if (restarts) {
        OperatorSubtaskState state = harness.snapshot();
        collect();
        harness.close();
        harness = harness(state);
      }
    }

    private void collect() {
      tracks.addAll(harness.tracks());
      harness
          .tracedEvents()
          .forEach(traced -> add(events, traced.event().cameraId(), traced.toString()));
      harness.counts().forEach(count -> add(counts, count.cameraId(), count.toString()));
    }

    private static void add(Map<String, List<String>> all, String camera, String record) {
      all.computeIfAbsent(camera, id -> new ArrayList<>()).add(record);
    }

    private SceneChange change() {
      return new SceneChange(camera(), draws.time(), scene(), draws.time());
    }

    private String camera() {
      return draws.of("cam", "other", "third");
    }

    private @Nullable Scene scene() {
      double x = draws.below(101) / 100.0;
      return switch (draws.below(3)) {
        case 0 -> null;
        case 1 -> Footage.SCENE;
        default ->
            new Scene(
                List.of(
                    new Zone("right", List.of(new Point(0, 0), new Point(1, 0), new Point(x, 1)))),
                List.of(new Line("middle", new Point(x, 0), new Point(0.5, 1))));
      };
    }

    private FrameDetections frame() {
      sequence = draws.below(8) == 0 ? draws.count() : next(draws.below(8));
      boolean seen = draws.below(8) > 0;
      FrameDetections like = Footage.frame(camera(), sent);
      String id = like.cameraId() + "/" + sent++;
      int side = draws.of(640, 1, 1 << 14);
      return new FrameDetections(
          like.cameraId(),
          id,
          id,
          draws.of("0", "1", "epoch"),
          sequence,
          draws.below(4) > 0,
          draws.of(0, 1, 2, Integer.MAX_VALUE),
          draws.time(),
          draws.below(4) > 0 ? null : Long.valueOf(draws.number()),
          like.source(),
          seen ? side : 0,
          seen ? side : 0,
          seen ? draws.below(3) : 0,
          seen ? FrameStatus.OK : FrameStatus.DECODE_ERROR,
          seen ? null : new Failure(Stage.DECODE, "X", "The frame is broken."),
          seen ? people(draws.below(4), side) : List.of(),
          like.model(),
          null,
          Carried.NONE);
    }

    /** Mostly the next one, which may not fit into a long. */
    private long next(int more) {
      return Math.max(0, sequence + Math.max(1, more - 4));
    }

    private List<Detection> people(int count, int side) {
      List<Detection> people = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        float x = side * draws.below(256) / 256f;
        people.add(
            new Detection(1, draws.of("person", "car"), 0.9f, new Box(x, side / 2f, 30, 80)));
      }
      return people;
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
