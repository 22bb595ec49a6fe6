package io.manako.operator.tracking;

import io.manako.time.EventTime;
import io.manako.track.TrackerState;
import io.manako.track.objects.ObjectState;
import io.manako.track.scene.CountState;
import io.manako.track.scene.SceneState;
import java.time.Instant;

/**
 * All state that is kept of one camera. Immutable.
 *
 * @param last frame that last moved the camera's clock
 * @param lateRun number of late frames since that frame
 * @param offline whether {@code camera.offline} was emitted since that frame
 * @param tracker state of the tracks in the stream epoch
 * @param scene state of the camera's zones and lines
 * @param picture picture that the camera shows, and for how long
 * @param counts counts of the open window
 * @param objects objects that were seen lately
 */
public record CameraState(
    LastFrame last,
    int lateRun,
    boolean offline,
    TrackerState tracker,
    SceneState scene,
    StillPicture picture,
    CountState counts,
    ObjectState objects) {
  /** State before the first frame. */
  public static final CameraState EMPTY =
      new CameraState(
          LastFrame.NONE,
          0,
          false,
          TrackerState.EMPTY,
          SceneState.EMPTY,
          StillPicture.NONE,
          CountState.EMPTY,
          ObjectState.EMPTY);

  /** Whether no frame has come yet. */
  public boolean isNew() {
    return last.frameId().isEmpty();
  }

  CameraState asOffline() {
    return new CameraState(last, lateRun, true, tracker, scene, picture, counts, objects);
  }

  CameraState withLateRun(int length) {
    return new CameraState(last, length, offline, tracker, scene, picture, counts, objects);
  }

  CameraState withScene(SceneState next) {
    return new CameraState(last, lateRun, offline, tracker, next, picture, counts, objects);
  }

  CameraState withCounts(CountState next) {
    return new CameraState(last, lateRun, offline, tracker, scene, picture, next, objects);
  }

  /**
   * A frame that has come.
   *
   * @param frameId id of the frame, empty before the first
   * @param streamEpoch stream epoch of the frame
   * @param sequence number of the frame's record
   * @param index position of the frame in its record
   * @param micros event time of the frame, µs since 1970
   */
  public record LastFrame(
      String frameId, String streamEpoch, long sequence, int index, long micros) {
    static final LastFrame NONE = new LastFrame("", "", 0, 0, Long.MIN_VALUE);

    static LastFrame of(FrameDetections frame) {
      long micros = EventTime.micros(frame.eventTime());
      return new LastFrame(
          frame.frameId(), frame.streamEpoch(), frame.sequence(), frame.index(), micros);
    }

    Instant time() {
      return EventTime.instant(micros);
    }

    /** Whether the camera counted this frame after another of the same epoch. */
    boolean isCountedAfter(LastFrame other) {
      return sequence > other.sequence || (sequence == other.sequence && index > other.index);
    }

    /**
     * Number of frames that the camera counted between another frame and this one; below 1 for
     * none.
     */
    long missingSince(LastFrame other) {
      // The difference to a frame far back would overflow a long.
      return isCountedAfter(other) ? sequence - other.sequence - other.index - 1 : 0;
    }

    /** Whether this frame was captured before another, or is the same frame again. */
    boolean isNotAfter(LastFrame other) {
      if (micros != other.micros) {
        return micros < other.micros;
      }
      return streamEpoch.equals(other.streamEpoch) && !isCountedAfter(other);
    }
  }
}
