package io.manako.operator.tracking;

import io.manako.model.TrackScores;
import io.manako.operator.ModelInfo;
import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.track.Track;
import io.manako.track.Tracker;
import io.manako.track.TrackerState;
import io.manako.track.TrackerStep;
import io.manako.track.objects.ObjectJoiner;
import io.manako.track.objects.ObjectStep;
import io.manako.track.scene.CountState;
import io.manako.track.scene.CountStep;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneFrame;
import io.manako.track.scene.SceneState;
import io.manako.track.scene.SceneStep;
import io.manako.track.scene.SceneWatcher;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import io.manako.track.scene.ZoneCounter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows one camera from frame to frame: its order, its health, its tracks, its zones and lines.
 * Holds no state and reads no clock.
 */
public final class CameraTracker {
  /** Number of late frames in a row from which the camera's clock counts as set back. */
  private static final int CLOCK_SET_BACK = 25;

  private final TrackingOptions options;
  private final Map<TrackScores, Tracker> trackers = new HashMap<>();
  private final SceneWatcher watcher;
  private final ZoneCounter counter;
  private final ObjectJoiner joiner;

  public CameraTracker(TrackingOptions options) {
    this.options = options;
    watcher = new SceneWatcher(options.scene());
    counter = new ZoneCounter(options.countEvery());
    joiner = new ObjectJoiner(options.tracker().life().forgetAfter());
  }

  /**
   * Takes one frame. A frame that was captured or counted before the last one is late and not
   * tracked.
   *
   * @param before state after the frame before
   * @param frame frame of the same camera
   * @param scene zones and lines at the frame's time
   */
  public CameraStep update(CameraState before, FrameDetections frame, Scene scene) {
    if (isForgotten(before, frame)) {
      Silence gone = forget(frame.cameraId(), before);
      return update(gone.state(), frame, scene).after(gone);
    }
    if (!isLate(frame, before.last())) {
      return new Work(before, frame, scene).step();
    }
    if (before.lateRun() + 1 < CLOCK_SET_BACK) {
      return new CameraStep(
          before.withLateRun(before.lateRun() + 1), FrameTracks.late(frame), List.of(), List.of());
    }
    return new Work(before, frame, scene).restarted().step();
  }

  /**
   * Whether the event times show that the camera has been forgotten. While a job runs, the
   * machine's clock shows it; in a replay, only the event times do.
   */
  private boolean isForgotten(CameraState before, FrameDetections frame) {
    return !before.isNew()
        && !frame.eventTime().isBefore(before.last().time().plus(options.cameras().forgetAfter()));
  }

  private static boolean isLate(FrameDetections frame, LastFrame last) {
    LastFrame now = LastFrame.of(frame);
    boolean counted = frame.numbered() && frame.streamEpoch().equals(last.streamEpoch());
    return now.isNotAfter(last) || (counted && !now.isCountedAfter(last));
  }

  /** Returns the tracker for the boxes of a detector: their scores decide, whoever runs now. */
  private Tracker tracker(ModelInfo detector) {
    return trackers.computeIfAbsent(
        options.scores().of(detector.name()),
        scores -> new Tracker(options.tracker().withScores(scores)));
  }

  /** Returns the events and counts of a camera from which no frame has come for too long. */
  Silence offline(String cameraId, CameraState state) {
    CountStep closed = counter.close(state.counts(), cameraId);
    List<VideoEvent> events = List.of(CameraEvents.offline(cameraId, state.last()));
    return new Silence(state.withCounts(closed.state()).asOffline(), events, closed.counts());
  }

  /** Returns the last events and counts of a camera, before its state is dropped. */
  Silence forget(String cameraId, CameraState state) {
    Silence silent =
        state.offline() ? new Silence(state, List.of(), List.of()) : offline(cameraId, state);
    SceneStep ended = watcher.end(state.scene(), lastSight(cameraId, state.last()));
    List<VideoEvent> emitted = new ArrayList<>(silent.events());
    emitted.addAll(ended.events());
    emitted.add(CameraEvents.forgotten(cameraId, state.last()));
    return new Silence(CameraState.EMPTY, emitted, silent.counts());
  }

  /** Returns the last events and counts of a camera when the input ends. */
  public Silence end(String cameraId, CameraState state) {
    CountStep closed = counter.close(state.counts(), cameraId);
    SceneStep settled = watcher.settle(state.scene(), lastSight(cameraId, state.last()));
    CameraState after = state.withCounts(closed.state()).withScene(settled.state());
    return new Silence(after, settled.events(), closed.counts());
  }

  /** Returns the last frame without its size and its tracks. */
  private static SceneFrame lastSight(String cameraId, LastFrame last) {
    return new SceneFrame(cameraId, last.frameId(), last.time(), 0, 0, List.of(), List.of());
  }

  /** The work on one frame that is not late. */
  private final class Work {
    private final CameraState before;
    private final FrameDetections frame;
    private final Scene scene;
    private final List<VideoEvent> events = new ArrayList<>();
    private final List<ZoneCount> counts = new ArrayList<>();
    private TrackerState tracks;
    private SceneState places;
    private CountState tallies;
    private ObjectStep objects;

    Work(CameraState before, FrameDetections frame, Scene scene) {
      this.before = before;
      this.frame = frame;
      this.scene = scene;
      tracks = before.tracker();
      places = before.scene();
      tallies = before.counts();
      objects = ObjectStep.unchanged(before.objects());
    }

    /** Goes on with a new clock: no track survives, but no id is given twice. */
    Work restarted() {
      tracks = new TrackerState(tracks.lastId(), TrackerState.EMPTY.time(), List.of());
      close();
      return this;
    }

    CameraStep step() {
      health();
      StillPicture picture = picture();
      if (isNewEpoch()) {
        tracks = TrackerState.EMPTY;
        close();
      }
      FrameDetections recorded = frame;
      List<Long> ids = new ArrayList<>(Collections.nCopies(frame.detections().size(), 0L));
      if (frame.isLookedAt()) {
        TrackerStep step =
            tracker(frame.model()).update(tracks, frame.eventTime(), frame.detections());
        tracks = step.state();
        List<Track> seenTracks = step.tracks().stream().map(this::recorded).toList();
        for (Track track : seenTracks) {
          ids.set(track.detection(), track.id());
        }
        recorded = frame.withBoxes(seenTracks);
        SceneFrame seen = sceneFrame(seenTracks, step.ended());
        objects = joiner.update(objects.state(), seen.sightings());
        take(watcher.update(places, scene, seen));
      }
      count();
      CameraState after =
          new CameraState(
              LastFrame.of(frame), 0, false, tracks, places, picture, tallies, objects.state());
      return new CameraStep(after, new FrameTracks(recorded, ids, null), events, counts);
    }

    /**
     * Returns a track with the box that records, zones and lines use: the smooth one. A carried
     * object keeps the box that was seen.
     */
    private Track recorded(Track track) {
      return frame.carriedFrom(track.detection()) == null ? track.smooth() : track;
    }

    private boolean isNewEpoch() {
      return !before.isNew() && !frame.streamEpoch().equals(before.last().streamEpoch());
    }

    private void health() {
      LastFrame last = before.last();
      if (before.isNew()) {
        events.add(CameraEvents.online(frame));
        return;
      }
      boolean silent = !frame.eventTime().isBefore(last.time().plus(options.offlineAfter()));
      if (silent && !before.offline()) {
        Silence silence = offline(frame.cameraId(), before);
        events.addAll(silence.events());
        counts.addAll(silence.counts());
        tallies = silence.state().counts();
      }
      if (silent || before.offline()) {
        events.add(CameraEvents.online(frame));
      }
      long missing = LastFrame.of(frame).missingSince(last);
      if (frame.numbered() && missing > 0 && frame.streamEpoch().equals(last.streamEpoch())) {
        events.add(CameraEvents.gap(frame, last, missing));
      }
    }

    private StillPicture picture() {
      StillPicture old = before.picture();
      LastFrame now = LastFrame.of(frame);
      StillPicture next = (isNewEpoch() ? StillPicture.NONE : old).next(frame.pictureHash(), now);
      if (old.reported() && !next.reported()) {
        events.add(CameraEvents.thawed(frame, old));
      }
      if (next.reported() || !next.isFrozen(now, options)) {
        return next;
      }
      events.add(CameraEvents.frozen(frame, next));
      return next.asReported();
    }

    private void count() {
      SceneFrame seen = sceneFrame(List.of(), List.of());
      CountStep step =
          frame.isLookedAt()
              ? counter.update(tallies, seen, events, objects)
              : counter.advance(tallies, seen, events);
      tallies = step.state();
      counts.addAll(step.counts());
    }

    /** Ends what depends on the ids of tracks. */
    private void close() {
      objects = ObjectStep.unchanged(objects.state().withoutTracks());
      take(watcher.close(places, sceneFrame(List.of(), List.of())));
    }

    private void take(SceneStep step) {
      places = step.state();
      events.addAll(step.events());
    }

    private SceneFrame sceneFrame(List<Track> seen, List<Long> ended) {
      return new SceneFrame(
          frame.cameraId(),
          frame.frameId(),
          frame.eventTime(),
          frame.width(),
          frame.height(),
          seen,
          ended);
    }
  }
}
