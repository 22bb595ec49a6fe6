package io.manako.dashboard.state;

import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.VideoEvent;
import io.manako.wire.ResultRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * State that the page shows. Instances are thread-safe; no part grows with the number of records. A
 * camera beyond {@value #MOST_CAMERAS} replaces the one that has been silent for longest if its
 * silence has lasted a minute; otherwise the new camera is left out.
 */
public final class LiveState {
  /** Greatest number of cameras. */
  public static final int MOST_CAMERAS = 500;

  private static final int MOST_LETTERS = 50;
  private static final int MOST_EVENTS = 50;
  private static final long SILENT_MILLIS = 60_000;

  private final LongSupplier clock;
  private final Map<String, Scene> configured;
  private final Set<String> leftOut;
  private final Map<String, CameraState> cameras = new TreeMap<>();
  private final Map<String, Scene> scenes = new TreeMap<>();
  private final Ring<RecentLetter> letters = new Ring<>(MOST_LETTERS);
  private final Ring<RecentEvent> events = new Ring<>(MOST_EVENTS);
  private final Timeline timeline = new Timeline();

  private Intake intake = Intake.UNKNOWN;
  private long frames;
  private long deadLetters;
  private long lastHiddenMillis = Long.MIN_VALUE;
  private long revision;
  private long newsRevision;
  private long scenesRevision;

  /**
   * Creates an empty state.
   *
   * @param clock clock in milliseconds since 1970
   * @param configured zones and lines by camera, until {@link #watch} changes them
   * @param leftOut cameras that are not shown
   */
  public LiveState(LongSupplier clock, Map<String, Scene> configured, Set<String> leftOut) {
    this.clock = clock;
    this.configured = Map.copyOf(configured);
    this.leftOut = Set.copyOf(leftOut);
  }

  /** Current time in milliseconds since 1970. */
  public long nowMillis() {
    return clock.getAsLong();
  }

  /** Adds a record of a topic with one record for each frame. */
  public synchronized void add(RecordKind kind, ResultRecord result, Arrival arrival) {
    if (leftOut.contains(result.cameraId())) {
      return;
    }
    CameraState camera = camera(result.cameraId());
    if (camera == null) {
      lastHiddenMillis = arrival.atMillis();
      return;
    }
    if (camera.add(kind, result, arrival)) {
      frames++;
      timeline.add(result, arrival);
    }
    if (camera.amend(revision + 1)) {
      revision++;
    }
  }

  /** Adds an event. */
  public synchronized void add(VideoEvent event, Arrival arrival) {
    if (leftOut.contains(event.cameraId())) {
      return;
    }
    events.add(Descriptions.recent(event));
    newsRevision++;
    CameraState camera = cameras.get(event.cameraId());
    if (camera != null) {
      camera.add(event, arrival);
    }
  }

  /**
   * Adds a dead letter.
   *
   * @param letter the dead letter
   * @param counts whether the letter was written after the page started
   */
  public synchronized void add(RecentLetter letter, boolean counts) {
    letters.add(letter);
    newsRevision++;
    if (counts) {
      deadLetters++;
      timeline.addDeadLetter(clock.getAsLong());
      CameraState camera = cameras.get(letter.camera());
      if (camera != null) {
        camera.addDeadLetter();
      }
    }
  }

  /** Changes a camera's zones and lines. */
  public synchronized void watch(SceneChange change) {
    Scene scene = change.scene();
    if (scene == null) {
      scenes.remove(change.cameraId());
    } else if (scenes.size() < MOST_CAMERAS || scenes.containsKey(change.cameraId())) {
      scenes.put(change.cameraId(), scene);
    }
    CameraState camera = cameras.get(change.cameraId());
    if (camera != null) {
      camera.watch(sceneOf(change.cameraId()));
    }
    scenesRevision++;
  }

  /** Sets the figures of the frames topic. */
  public synchronized void intake(Intake now) {
    intake = now;
  }

  private @Nullable CameraState camera(String id) {
    CameraState known = cameras.get(id);
    if (known != null || (cameras.size() >= MOST_CAMERAS && !forgetASilentOne())) {
      return known;
    }
    CameraState fresh = new CameraState(id);
    fresh.watch(sceneOf(id));
    cameras.put(id, fresh);
    scenesRevision++;
    return fresh;
  }

  private boolean forgetASilentOne() {
    Map.Entry<String, CameraState> oldest =
        cameras.entrySet().stream()
            .min(Comparator.comparingLong(e -> e.getValue().lastArrivalMillis()))
            .orElseThrow();
    boolean silent = clock.getAsLong() - oldest.getValue().lastArrivalMillis() > SILENT_MILLIS;
    return silent && cameras.remove(oldest.getKey()) != null;
  }

  private Scene sceneOf(String camera) {
    return scenes.getOrDefault(camera, configured.getOrDefault(camera, Scene.EMPTY));
  }

  /**
   * Camera and its frame that is to be shown next.
   *
   * @param camera id of the camera
   * @param frame the frame
   */
  public record Due(String camera, SeenFrame frame) {}

  /**
   * Removes and returns the frames that are to be shown now.
   *
   * @param ids ids of the cameras
   * @param most greatest number of frames
   */
  public synchronized List<Due> due(List<String> ids, int most) {
    long now = clock.getAsLong();
    List<Due> due = new ArrayList<>();
    for (String id : ids) {
      if (due.size() == most) {
        break;
      }
      CameraState camera = cameras.get(id);
      SeenFrame frame = camera == null ? null : camera.due(now);
      if (frame != null) {
        due.add(new Due(id, frame));
      }
    }
    return due;
  }

  /** Shows a frame. */
  public synchronized void show(String cameraId, Shown shown) {
    CameraState camera = cameras.get(cameraId);
    if (camera != null) {
      camera.show(shown, ++revision);
    }
  }

  /** Returns the picture of the frame that is shown or of the previous one, or null. */
  public synchronized byte @Nullable [] picture(String cameraId, String frameId) {
    CameraState camera = cameras.get(cameraId);
    return camera == null ? null : camera.picture(frameId);
  }

  /** Returns the picture of a dead letter, or null. */
  public synchronized byte @Nullable [] letterPicture(long number) {
    return letters.newestFirst().stream()
        .filter(letter -> letter.number() == number)
        .map(RecentLetter::thumbnail)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Ids of all cameras, sorted. */
  public synchronized List<String> cameraIds() {
    return List.copyOf(cameras.keySet());
  }

  /** Revision of the frame that was shown last. */
  public synchronized long revision() {
    return revision;
  }

  /**
   * Returns the views of all cameras.
   *
   * @param since revision of the reader; cameras whose frame is not newer are returned without it;
   *     −1 for all
   */
  public synchronized List<CameraView> cameras(long since) {
    long now = clock.getAsLong();
    return cameras.values().stream()
        .map(camera -> camera.view(now, camera.revision() > since))
        .toList();
  }

  /**
   * Returns the last records of one kind of a camera, newest first; empty if the camera is unknown.
   */
  public synchronized List<RecentRecord> recent(String cameraId, RecordKind kind) {
    CameraState camera = cameras.get(cameraId);
    return camera == null ? List.of() : camera.recent(kind);
  }

  /** Last dead letters, newest first. */
  public synchronized List<RecentLetter> letters() {
    return letters.newestFirst();
  }

  /** Last events, newest first. */
  public synchronized List<RecentEvent> events() {
    return events.newestFirst();
  }

  /** Revision that changes with every dead letter and event. */
  public synchronized long newsRevision() {
    return newsRevision;
  }

  /** Revision that changes with every scene and camera. */
  public synchronized long scenesRevision() {
    return scenesRevision;
  }

  /** Zones and lines of the cameras that have any. */
  public synchronized List<SceneView> scenes() {
    return cameras.entrySet().stream()
        .map(e -> new SceneView(e.getKey(), e.getValue().scene()))
        .filter(view -> !view.scene().equals(Scene.EMPTY))
        .toList();
  }

  /** Data of the charts. */
  public synchronized SeriesView series() {
    return timeline.view(clock.getAsLong());
  }

  /** Figures of all cameras together. */
  public synchronized SummaryView summary() {
    long now = clock.getAsLong();
    List<Long> latency = timeline.latencies(now, 0.5, 0.99);
    return new SummaryView(
        now,
        cameras.size(),
        lastHiddenMillis > now - SILENT_MILLIS,
        Math.round(timeline.framesPerSecond(now) * 10) / 10.0,
        latency.get(0),
        latency.get(1),
        frames,
        deadLetters,
        intake.inPerSecond(),
        intake.waiting(),
        intake.problems());
  }

  /** Number of entries in memory, in all rings. */
  public synchronized long retainedEntries() {
    return letters.size()
        + events.size()
        + timeline.labels()
        + scenes.size()
        + cameras.values().stream().mapToLong(CameraState::retained).sum();
  }

  /** Bytes of pictures in memory. */
  public synchronized long retainedPictureBytes() {
    return cameras.values().stream().mapToLong(CameraState::pictureBytes).sum();
  }
}
