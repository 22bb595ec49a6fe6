package io.manako.operator.tracking;

import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneTimeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows cameras frame by frame and never throws. An exception would recur with its frame after
 * every restart, so the frame ends as an error.
 */
final class CameraFollower {
  private final CameraTracker tracker;
  private final FrameOrder order;
  private final SceneBook scenes;

  CameraFollower(TrackingOptions options, SceneBook scenes) {
    tracker = new CameraTracker(options);
    order = new FrameOrder(options.reorderWait());
    this.scenes = scenes;
  }

  /** The tracker, for silences. */
  CameraTracker tracker() {
    return tracker;
  }

  /** Brings a frame into the camera's order. If that fails, the frame is the next one. */
  FrameOrder.Step order(CameraState state, List<FrameDetections> waiting, FrameDetections frame) {
    try {
      return order.take(state.last(), waiting, frame);
    } catch (RuntimeException | StackOverflowError e) {
      return new FrameOrder.Step(List.of(frame), waiting);
    }
  }

  /**
   * Tracks one frame of a camera.
   *
   * @param live changes of zones and lines that were published since the start, or null
   */
  CameraStep follow(CameraState state, FrameDetections frame, @Nullable SceneTimeline live) {
    try {
      Scene scene = scenes.at(frame.cameraId(), frame.eventTime(), live);
      return tracker.update(state, frame, scene);
    } catch (RuntimeException | StackOverflowError e) {
      return count(state, frame.failed(FrameTracks.failure(e)));
    }
  }

  /** Counts a failed frame without its detections. If that fails too, the frame changes nothing. */
  private CameraStep count(CameraState state, FrameDetections failed) {
    try {
      return tracker.update(state, failed, Scene.EMPTY);
    } catch (RuntimeException | StackOverflowError e) {
      FrameTracks nothing = new FrameTracks(failed, List.of(), null);
      return new CameraStep(state, nothing, List.of(), List.of());
    }
  }
}
