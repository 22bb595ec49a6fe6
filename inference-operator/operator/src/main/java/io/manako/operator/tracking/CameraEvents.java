package io.manako.operator.tracking;

import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.time.EventTime;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events about the camera itself. */
final class CameraEvents {
  private CameraEvents() {}

  /** Since the last frame nothing came. */
  static VideoEvent offline(String cameraId, LastFrame last) {
    return event(EventKind.CAMERA_OFFLINE, cameraId, last);
  }

  /** Nothing came for so long that nothing of the camera is kept any more. */
  static VideoEvent forgotten(String cameraId, LastFrame last) {
    return event(EventKind.CAMERA_FORGOTTEN, cameraId, last);
  }

  /** The first frame ever, or the first after a silence. */
  static VideoEvent online(FrameDetections frame) {
    return event(EventKind.CAMERA_ONLINE, frame.cameraId(), LastFrame.of(frame));
  }

  /** So many frames are missing before this one; they were captured since the last. */
  static VideoEvent gap(FrameDetections frame, LastFrame last, long missing) {
    return new VideoEvent(
        frame.frameId() + "/" + EventKind.SEQUENCE_GAP.wireName(),
        frame.cameraId(),
        EventKind.SEQUENCE_GAP,
        Phase.START,
        last.time(),
        frame.eventTime(),
        null,
        null,
        null,
        null,
        missing,
        frame.frameId());
  }

  /** The camera shows one picture for too long. */
  static VideoEvent frozen(FrameDetections frame, StillPicture picture) {
    return still(frame, picture, Phase.START, null);
  }

  /** It shows another again. */
  static VideoEvent thawed(FrameDetections frame, StillPicture picture) {
    return still(frame, picture, Phase.END, frame.eventTime());
  }

  private static VideoEvent still(
      FrameDetections frame, StillPicture picture, Phase phase, @Nullable Instant end) {
    return new VideoEvent(
        frame.frameId() + "/" + EventKind.CAMERA_FROZEN.wireName(),
        frame.cameraId(),
        EventKind.CAMERA_FROZEN,
        phase,
        EventTime.instant(picture.since()),
        end,
        null,
        null,
        null,
        null,
        null,
        frame.frameId());
  }

  private static VideoEvent event(EventKind kind, String cameraId, LastFrame frame) {
    return new VideoEvent(
        frame.frameId() + "/" + kind.wireName(),
        cameraId,
        kind,
        Phase.START,
        frame.time(),
        null,
        null,
        null,
        null,
        null,
        null,
        frame.frameId());
  }
}
