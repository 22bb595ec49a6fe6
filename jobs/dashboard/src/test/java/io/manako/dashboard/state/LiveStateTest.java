package io.manako.dashboard.state;

import static io.manako.dashboard.SampleRecords.frameId;
import static io.manako.dashboard.SampleRecords.parsed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.manako.dashboard.SampleRecords;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.wire.EventReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveStateTest {
  private static final Scene SCENE =
      new Scene(List.of(), List.of(new Line("gate", new Point(0.5, 1), new Point(0.5, 0))));

  private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);
  private final LiveState state = new LiveState(clock::get, Map.of("cam-2", SCENE), Set.of("no"));

  @Test
  void whatIsKeptDoesNotGrowWithTheNumberOfRecords() throws IOException {
    feed(200, 100);
    long early = state.retainedEntries();

    feed(200, 300);

    assertThat(state.cameraIds()).hasSize(200);
    assertThat(state.retainedEntries()).isEqualTo(early).isLessThan(200 * 120);
    assertThat(state.retainedPictureBytes()).isEqualTo(200 * 2 * 1000);
    assertThat(state.cameras(-1)).allMatch(c -> c.outcomes().get("ok") == 400);
  }

  private void feed(int cameras, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      long now = clock.addAndGet(100);
      for (int i = 0; i < cameras; i++) {
        String camera = "cam-" + i;
        add(RecordKind.DETECTIONS, SampleRecords.detections(camera, round, now - 90));
        add(RecordKind.TRACKS, SampleRecords.tracks(camera, round, now - 90));
        byte[] event = SampleRecords.event(camera, round, now);
        state.add(EventReader.parse(event), arrival(event));
        byte[] occupancy = SampleRecords.occupancy(camera, round, now);
        state.add(EventReader.parse(occupancy), arrival(occupancy));
        state.add(letter(camera, round), true);
      }
      for (LiveState.Due due : state.due(state.cameraIds(), 200)) {
        state.show(due.camera(), new Shown(due.frame(), new byte[1000]));
      }
    }
  }

  @Test
  void boxesAreFractionsOfTheFrameAndCarryTheirTrack() {
    long now = clock.get();
    add(RecordKind.DETECTIONS, SampleRecords.detections("cam-1", 1, now));
    add(RecordKind.TRACKS, SampleRecords.tracks("cam-1", 1, now));

    SeenFrame frame = state.due(List.of("cam-1"), 1).get(0).frame();

    assertThat(frame.id()).isEqualTo(frameId("cam-1", 1));
    assertThat(frame.objects())
        .containsExactly(new SeenObject("person", 0.91f, 7L, List.of(0.25, 0.25, 0.1, 0.5), false));
  }

  @Test
  void aCarriedObjectIsMarkedAndCountedInTheRecordsSummary() {
    add(RecordKind.TRACKS, SampleRecords.carried("cam-1", 1, clock.get()));

    SeenFrame frame = state.due(List.of("cam-1"), 1).get(0).frame();

    assertThat(frame.objects()).extracting(SeenObject::carried).containsExactly(true);
    assertThat(state.recent("cam-1", RecordKind.TRACKS).get(0).summary())
        .isEqualTo("1 × person, 1 of them carried");
  }

  @Test
  void aCameraWhoseBoxesStartNoTrackShowsTheirBestScoreUntilOneDoes() {
    untracked(UntrackedBoxes.FRAMES - 1);
    add(RecordKind.TRACKS, SampleRecords.status("cam-1", 1, clock.get(), "empty"));
    add(RecordKind.DETECTIONS, SampleRecords.detections("cam-1", 1, clock.get()));
    assertThat(untrackedScore()).as("one frame too few").isNull();

    untracked(1);
    assertThat(untrackedScore()).isEqualTo(0.41f);

    add(RecordKind.TRACKS, SampleRecords.tracks("cam-1", 2, clock.get()));
    assertThat(untrackedScore()).isNull();
    untracked(UntrackedBoxes.FRAMES - 1);
    assertThat(untrackedScore()).as("counted anew").isNull();
  }

  @Test
  void framesThatCameTooLateToBeTrackedSayNothingAboutScores() {
    byte[] late =
        new String(SampleRecords.untracked("cam-1", 1, clock.get()), UTF_8)
            .replace("\"status_reason\":null", "\"status_reason\":\"late: a sentence\"")
            .getBytes(UTF_8);
    for (int i = 0; i < UntrackedBoxes.FRAMES; i++) {
      add(RecordKind.TRACKS, late);
    }

    assertThat(untrackedScore()).isNull();
  }

  private void untracked(int frames) {
    for (int i = 0; i < frames; i++) {
      add(RecordKind.TRACKS, SampleRecords.untracked("cam-1", 1, clock.get()));
    }
  }

  private @Nullable Float untrackedScore() {
    return state.cameras(-1).get(0).untrackedScore();
  }

  @Test
  void tracksThatComeAfterTheirFrameIsShownAreAddedToIt() {
    show("cam-1");
    long revision = state.revision();

    add(RecordKind.TRACKS, SampleRecords.tracks("cam-1", 1, clock.get()));

    FrameView frame = Objects.requireNonNull(state.cameras(revision).get(0).frame());
    assertThat(frame.objects()).extracting(SeenObject::track).containsExactly(7L);
  }

  @Test
  void aFrameThatIsDetectedAndClassifiedCountsOnce() {
    add(RecordKind.CLASSIFICATIONS, SampleRecords.status("cam-1", 1, clock.get(), "ok"));
    add(RecordKind.DETECTIONS, SampleRecords.status("cam-1", 2, clock.get(), "ok"));
    add(RecordKind.CLASSIFICATIONS, SampleRecords.status("cam-1", 2, clock.get(), "ok"));

    assertThat(state.cameras(-1).get(0).outcomes()).isEqualTo(Map.of("ok", 2L));
  }

  @Test
  void everyOutcomeIsCountedAndFailedFramesAreNotShown() {
    for (String status : List.of("ok", "empty", "skipped", "decode_error", "decode_error")) {
      add(RecordKind.DETECTIONS, SampleRecords.status("cam-1", 1, clock.get(), status));
    }
    state.add(letter("cam-1", 1), true);
    state.add(letter("cam-1", 2), false);

    CameraView camera = state.cameras(-1).get(0);
    assertThat(camera.outcomes())
        .isEqualTo(Map.of("ok", 1L, "empty", 1L, "skipped", 1L, "decode_error", 2L));
    assertThat(camera.deadLetters()).isEqualTo(1);
    assertThat(state.letters()).hasSize(2);
    assertThat(state.summary().deadLetters()).isEqualTo(1);
  }

  @Test
  void aPictureIsThereForAsLongAsABrowserMayAskForIt() {
    for (long sequence = 1; sequence <= 3; sequence++) {
      add(RecordKind.DETECTIONS, SampleRecords.detections("cam-1", sequence, clock.get()));
      SeenFrame frame = state.due(List.of("cam-1"), 1).get(0).frame();
      state.show("cam-1", new Shown(frame, new byte[] {(byte) sequence}));
      clock.addAndGet(500);
    }

    assertThat(state.picture("cam-1", frameId("cam-1", 1))).isNull();
    assertThat(state.picture("cam-1", frameId("cam-1", 2))).containsExactly(2);
    assertThat(state.picture("cam-1", frameId("cam-1", 3))).containsExactly(3);
    assertThat(state.picture("cam-9", frameId("cam-1", 3))).isNull();
  }

  @Test
  void onlyCamerasWithANewFrameComeWithIt() {
    show("cam-1");
    long revision = state.revision();
    show("cam-2");

    assertThat(state.cameras(revision))
        .extracting(CameraView::id, camera -> camera.frame() != null)
        .containsExactly(tuple("cam-1", false), tuple("cam-2", true));
  }

  private void show(String camera) {
    add(RecordKind.DETECTIONS, SampleRecords.detections(camera, 1, clock.get()));
    SeenFrame frame = state.due(List.of(camera), 1).get(0).frame();
    state.show(camera, new Shown(frame, null));
  }

  @Test
  void publishedScenesReplaceConfiguredOnesUntilTheyAreTakenBack() {
    add(RecordKind.DETECTIONS, SampleRecords.detections("cam-2", 1, clock.get()));
    assertThat(state.scenes()).containsExactly(new SceneView("cam-2", SCENE));

    state.watch(new SceneChange("cam-2", Instant.EPOCH, Scene.EMPTY));
    assertThat(state.scenes()).isEmpty();

    state.watch(new SceneChange("cam-2", Instant.EPOCH, null));
    assertThat(state.scenes()).containsExactly(new SceneView("cam-2", SCENE));
  }

  @Test
  void aCameraTooManyWaitsUntilAnotherHasBeenSilentForAMinute() {
    for (int i = 0; i < LiveState.MOST_CAMERAS; i++) {
      add(RecordKind.DETECTIONS, SampleRecords.detections("cam-" + i, 1, clock.get()));
    }
    add(RecordKind.DETECTIONS, SampleRecords.detections("late", 1, clock.get()));
    assertThat(state.cameraIds()).hasSize(LiveState.MOST_CAMERAS).doesNotContain("late");
    assertThat(state.summary().crowded()).isTrue();

    clock.addAndGet(61_000);
    add(RecordKind.DETECTIONS, SampleRecords.detections("late", 2, clock.get()));
    assertThat(state.cameraIds()).hasSize(LiveState.MOST_CAMERAS).contains("late");
  }

  @Test
  void aCameraThatIsLeftOutIsNowhere() throws IOException {
    add(RecordKind.DETECTIONS, SampleRecords.detections("no", 1, clock.get()));
    byte[] event = SampleRecords.event("no", 1, clock.get());
    state.add(EventReader.parse(event), arrival(event));

    assertThat(state.cameraIds()).isEmpty();
    assertThat(state.events()).isEmpty();
  }

  @Test
  void aLongRecordIsKeptCut() {
    byte[] json = SampleRecords.detections("cam-1", 1, clock.get());
    state.add(RecordKind.DETECTIONS, parsed(json), new Arrival(clock.get(), 0, new byte[100_000]));

    assertThat(state.recent("cam-1", RecordKind.DETECTIONS).get(0).json())
        .hasSize(RecentRecord.MOST_JSON);
  }

  private void add(RecordKind kind, byte[] json) {
    state.add(kind, parsed(json), arrival(json));
  }

  private Arrival arrival(byte[] json) {
    return new Arrival(clock.get(), clock.get(), json);
  }

  private static RecentLetter letter(String camera, long number) {
    return new RecentLetter(number, camera, 0, "decode", "a reason", "video.frames/0/1", 3, null);
  }
}
