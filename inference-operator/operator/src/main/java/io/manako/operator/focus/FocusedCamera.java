package io.manako.operator.focus;

import io.manako.detect.Detection;
import io.manako.focus.CameraFocus;
import io.manako.focus.CarriedObjects;
import io.manako.focus.CarriedObjects.Processed;
import io.manako.focus.FocusOptions;
import io.manako.focus.FrameViews;
import io.manako.focus.Sighting;
import io.manako.image.Image;
import io.manako.operator.Answered;
import io.manako.operator.Carried;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelInfo;
import io.manako.time.EventTime;
import java.util.List;

/** Focus of one camera in one stream epoch. For the task's thread. */
final class FocusedCamera {
  private final String streamEpoch;
  private final CameraFocus focus;
  private final CarriedObjects objects;
  private String model = "";

  FocusedCamera(String streamEpoch, FocusOptions options) {
    this.streamEpoch = streamEpoch;
    this.focus = new CameraFocus(options);
    this.objects = new CarriedObjects(options);
  }

  String streamEpoch() {
    return streamEpoch;
  }

  FrameViews next(Image image, int inputSide) {
    return focus.next(image, inputSide);
  }

  /** Adds the carried objects to a frame's answer; results come in the order of the plans. */
  FrameResult settle(FrameResult result, FrameViews views) {
    ModelInfo detector = result.models().detector();
    if (detector == null || !(result.outcome() instanceof Answered answer)) {
      return result;
    }
    if (!model.equals(detector.sha256())) {
      objects.clear();
      model = detector.sha256();
    }
    List<Detection> found = answer.detections();
    List<Sighting> carried =
        objects.next(
            new Processed(
                result.frameId(),
                EventTime.micros(result.eventTime()),
                views,
                found,
                detector.iouThreshold()));
    return result.with(Carried.into(answer, carried));
  }

  /** Returns what a checkpoint keeps. */
  StoredCamera stored(String cameraId, int start) {
    return new StoredCamera(
        cameraId, start, streamEpoch, focus.state(), model, objects.sightings());
  }

  static FocusedCamera restored(StoredCamera stored, FocusOptions options) {
    FocusedCamera camera = new FocusedCamera(stored.streamEpoch(), options);
    if (stored.focus() != null) {
      camera.focus.restore(stored.focus());
    }
    camera.model = stored.model();
    camera.objects.restore(stored.sightings());
    return camera;
  }
}
