package io.manako.operator.tracking;

import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.track.scene.CameraEvent;
import io.manako.track.scene.Course;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.SequenceGap;
import io.manako.track.scene.VideoEvent;

/** Makes the events about the camera itself. */
final class CameraEvents {
  private CameraEvents() {}

  /** Returns the event of a camera that has sent no frame since the last one. */
  static VideoEvent offline(String cameraId, LastFrame last) {
    return camera(EventKind.CAMERA_OFFLINE, cameraId, last);
  }

  /** Returns the event of a camera that has sent no frame for so long that its state is dropped. */
  static VideoEvent forgotten(String cameraId, LastFrame last) {
    return camera(EventKind.CAMERA_FORGOTTEN, cameraId, last);
  }

  /** Returns the event of the first frame ever, or of the first one after a silence. */
  static VideoEvent online(FrameDetections frame) {
    return camera(EventKind.CAMERA_ONLINE, frame.cameraId(), LastFrame.of(frame));
  }

  /** Returns the event of frames between the last one and this one that never came. */
  static VideoEvent gap(FrameDetections frame, LastFrame last, long missing) {
    Evidence evidence = evidence(EventKind.SEQUENCE_GAP, frame.cameraId(), frame.frameId());
    return new SequenceGap(evidence, Course.atOnce(last.time(), frame.eventTime()), missing);
  }

  /** Returns the event of a camera that has shown one picture for too long. */
  static VideoEvent frozen(FrameDetections frame, StillPicture picture) {
    return still(frame, Course.begun(picture.start()));
  }

  /** Returns the event of a camera that shows another picture again. */
  static VideoEvent thawed(FrameDetections frame, StillPicture picture) {
    return still(frame, Course.over(picture.start(), frame.eventTime()));
  }

  private static VideoEvent still(FrameDetections frame, Course course) {
    EventKind kind = EventKind.CAMERA_FROZEN;
    return new CameraEvent(evidence(kind, frame.cameraId(), frame.frameId()), kind, course);
  }

  private static VideoEvent camera(EventKind kind, String cameraId, LastFrame frame) {
    Evidence evidence = evidence(kind, cameraId, frame.frameId());
    return new CameraEvent(evidence, kind, Course.begun(frame.time()));
  }

  private static Evidence evidence(EventKind kind, String cameraId, String frameId) {
    return new Evidence(frameId + "/" + kind.wireName(), cameraId, frameId);
  }
}
