package io.manako.track;

import io.manako.detect.Box;

/**
 * Confirmed track in one frame.
 *
 * @param id number of the track: 1, 2, 3 … per camera and stream epoch
 * @param detection index of its box in the frame's detections
 * @param classId class id in the model's label map
 * @param label name of the class
 * @param score score of the detection, 0 … 1
 * @param box box of the object in pixels: as detected, or smoothed along the track
 * @param motion motion as estimated with this frame
 */
public record Track(
    long id, int detection, int classId, String label, float score, Box box, BoxMotion motion) {

  /**
   * Weight of the filtered box in the smoothed one. With 1, boxes lag behind where the camera
   * itself moves.
   */
  private static final float SMOOTHING = 0.7f;

  /**
   * Returns the box between the detected and the filtered one, in pixels. The smoothed box jitters
   * less than the detected one and lags less than the filtered one.
   */
  public Box smoothed() {
    Box filtered = motion.box();
    return new Box(
        between(box.x(), filtered.x()),
        between(box.y(), filtered.y()),
        between(box.width(), filtered.width()),
        between(box.height(), filtered.height()));
  }

  /** Returns the track with its smoothed box. */
  public Track smooth() {
    return new Track(id, detection, classId, label, score, smoothed(), motion);
  }

  private static float between(float detected, float filtered) {
    return detected + SMOOTHING * (filtered - detected);
  }
}
