package io.manako.dashboard.state;

import io.manako.track.scene.EventKind;
import io.manako.track.scene.Scene;
import io.manako.track.scene.VideoEvent;
import io.manako.wire.ResultRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** State of one camera. Instances are not thread-safe. */
final class CameraState {
  private static final int MOST_RECORDS = 20;
  private static final int MOST_STATUSES = 8;

  /** Latency above which a wrong clock or an old video is the cause, not the job. */
  private static final long PLAUSIBLE_MILLIS = 3_600_000;

  private final String id;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<RecordKind, Ring<RecentRecord>> records = new EnumMap<>(RecordKind.class);
  private final FrameRate rate = new FrameRate();
  private final Latencies latencies = new Latencies();
  private final SceneCounts counts = new SceneCounts();
  private final Playback playback = new Playback();
  private final UntrackedBoxes untracked = new UntrackedBoxes();

  private @Nullable RecordKind counted;
  private Scene scene = Scene.EMPTY;
  private long deadLetters;
  private long lastFrameMillis;
  private long lastArrivalMillis;
  private boolean offline;
  private @Nullable Shown shown;
  private @Nullable Shown shownBefore;
  private @Nullable Shown amended;
  private long revision;

  CameraState(String id) {
    this.id = id;
  }

  /**
   * Adds a result.
   *
   * @return whether the record is the first of its frame, by which frames are counted
   */
  boolean add(RecordKind kind, ResultRecord result, Arrival arrival) {
    lastArrivalMillis = arrival.atMillis();
    lastFrameMillis = result.eventTime().toEpochMilli();
    offline = false;
    ring(kind).add(Descriptions.of(kind, result, arrival.json()));
    see(SeenFrame.of(result, kind), arrival);
    if (kind == RecordKind.TRACKS) {
      untracked.add(result);
    }
    if (!isFirstOfFrame(kind)) {
      return false;
    }
    String status = result.status();
    boolean known = outcomes.containsKey(status) || outcomes.size() < MOST_STATUSES;
    outcomes.merge(known ? status : "other", 1L, Long::sum);
    rate.add(arrival.atMillis());
    long latency = latency(result, arrival);
    if (latency >= 0) {
      latencies.add(latency);
    }
    return true;
  }

  private void see(@Nullable SeenFrame frame, Arrival arrival) {
    Shown current = shown;
    if (frame == null) {
      return;
    }
    if (current != null && current.frame().id().equals(frame.id())) {
      amended = new Shown(current.frame().with(frame), current.picture());
    } else {
      playback.add(frame, arrival.atMillis());
    }
  }

  /**
   * Returns the time from capture until the job wrote the result in ms, or −1 if the camera's clock
   * cannot be right.
   */
  static long latency(ResultRecord result, Arrival arrival) {
    long latency = arrival.emittedMillis() - result.eventTime().toEpochMilli();
    return latency >= 0 && latency <= PLAUSIBLE_MILLIS ? latency : -1;
  }

  /**
   * Whether a record counts its frame: a job may detect and classify; each frame then has two
   * records and still counts once.
   */
  private boolean isFirstOfFrame(RecordKind kind) {
    if (!kind.countsFrames()) {
      return false;
    }
    if (counted == null || kind.compareTo(counted) < 0) {
      counted = kind;
    }
    return kind == counted;
  }

  void add(VideoEvent event, Arrival arrival) {
    ring(RecordKind.EVENTS).add(Descriptions.of(event, arrival.json()));
    counts.add(event);
    if (event.kind() == EventKind.CAMERA_OFFLINE || event.kind() == EventKind.CAMERA_ONLINE) {
      offline = event.kind() == EventKind.CAMERA_OFFLINE;
    }
  }

  void addDeadLetter() {
    deadLetters++;
  }

  void watch(Scene newScene) {
    scene = newScene;
  }

  Scene scene() {
    return scene;
  }

  @Nullable SeenFrame due(long nowMillis) {
    return playback.due(nowMillis);
  }

  /**
   * Adds late results to the frame that is shown.
   *
   * @return whether there were any
   */
  boolean amend(long newRevision) {
    Shown late = amended;
    amended = null;
    if (late == null) {
      return false;
    }
    shown = late;
    revision = newRevision;
    return true;
  }

  /** Shows a frame; the previous picture stays for a browser that is about to request it. */
  void show(Shown next, long newRevision) {
    shownBefore = shown;
    shown = next;
    revision = newRevision;
  }

  /** Bytes of the pictures in memory. */
  long pictureBytes() {
    return (shown == null ? 0L : shown.bytes()) + (shownBefore == null ? 0L : shownBefore.bytes());
  }

  /** Returns the picture of the frame that is shown or of the previous one. */
  byte @Nullable [] picture(String frameId) {
    for (Shown kept : new @Nullable Shown[] {shown, shownBefore}) {
      if (kept != null && kept.frame().id().equals(frameId)) {
        return kept.picture();
      }
    }
    return null;
  }

  /** Revision of the frame on the page, counted by {@link LiveState}. */
  long revision() {
    return revision;
  }

  long lastArrivalMillis() {
    return lastArrivalMillis;
  }

  List<RecentRecord> recent(RecordKind kind) {
    return ring(kind).newestFirst();
  }

  /** Number of entries in memory other than pictures. */
  int retained() {
    int rings = records.values().stream().mapToInt(Ring::size).sum();
    return rings + playback.size() + counts.size() + outcomes.size();
  }

  CameraView view(long nowMillis, boolean withFrame) {
    Shown current = shown;
    return new CameraView(
        id,
        new TreeMap<>(outcomes),
        deadLetters,
        Math.round(rate.perSecond(nowMillis) * 10) / 10.0,
        latencies.median(),
        lastFrameMillis,
        lastArrivalMillis,
        offline,
        untracked.bestScore(),
        counts.zones(),
        counts.lines(),
        withFrame && current != null ? FrameView.of(current) : null);
  }

  private Ring<RecentRecord> ring(RecordKind kind) {
    return records.computeIfAbsent(kind, k -> new Ring<>(MOST_RECORDS));
  }
}
