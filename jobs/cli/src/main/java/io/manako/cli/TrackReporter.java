package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.drawing.SeenObject;
import io.manako.cli.drawing.TrackDrawing;
import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.tracking.CameraState;
import io.manako.operator.tracking.CameraStep;
import io.manako.operator.tracking.CameraTracker;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.operator.tracking.WeakBoxes;
import io.manako.track.scene.Scene;
import io.manako.track.scene.VideoEvent;
import io.manako.wire.EventContract;
import io.manako.wire.TrackContract;
import java.util.ArrayList;
import java.util.List;

/** Reports the tracks of one video and the events of its zones and lines. */
final class TrackReporter implements Reporter {
  private final CameraTracker tracker;
  private final WeakBoxes weakBoxes;
  private final Scene scene;
  private final TrackDrawing drawing;
  private CameraState state = CameraState.EMPTY;
  private String camera = "";

  /**
   * Creates a reporter of one video.
   *
   * @param weakBoxes watch for thresholds that do not suit the detector
   */
  TrackReporter(TrackingOptions options, WeakBoxes weakBoxes, Scene scene, double framesPerSecond) {
    this.weakBoxes = weakBoxes;
    this.tracker = new CameraTracker(options);
    this.scene = scene;
    this.drawing = new TrackDrawing(scene, framesPerSecond);
  }

  @Override
  public Report next(FrameResult result, Image picture) {
    camera = result.frame().cameraId();
    CameraStep step = tracker.update(state, FrameDetections.of(result), scene);
    state = step.state();
    weakBoxes.take(step.tracks());
    // A file is a camera that is never offline.
    List<VideoEvent> events =
        step.events().stream().filter(e -> e.zoneId() != null || e.lineId() != null).toList();
    List<String> records = new ArrayList<>();
    records.add(new String(new TrackContract().value(step.tracks()), UTF_8));
    records.addAll(written(events));
    drawing.happened(events);
    return new Report(records, drawing.marks(picture, SeenObject.of(step.tracks())));
  }

  @Override
  public List<String> end() {
    return written(tracker.end(camera, state).events());
  }

  private static List<String> written(List<VideoEvent> events) {
    EventContract contract = new EventContract();
    return events.stream().map(e -> new String(contract.value(e), UTF_8)).toList();
  }
}
