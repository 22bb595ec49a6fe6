package io.manako.cli.demo;

import java.time.Duration;
import java.util.Map;

/**
 * Result of the demo.
 *
 * @param ledger outcomes of the frames
 * @param tracks counts of the cameras' tracks and events; empty if the job does not track
 * @param stages times of the job's stages
 * @param seen the first camera's frames by sequence number
 * @param took time from the first frame to the last result
 * @param wanted frames per second that all cameras send together, 0 if unknown
 */
record DemoResult(
    Ledger ledger,
    TrackLog tracks,
    StageTimes stages,
    Map<Long, SeenFrame> seen,
    Duration took,
    double wanted) {

  /** Id of the camera whose frames are drawn. */
  static final String DRAWN_CAMERA = "cam-1";

  /** Share of the cameras' pace from which on the job kept up; starting takes the rest. */
  private static final double KEPT_UP = 0.85;

  /** Returns this result with the rate of all cameras together. */
  DemoResult ofPace(double framesPerSecond) {
    return new DemoResult(ledger, tracks, stages, seen, took, framesPerSecond);
  }

  /** Returns whether the machine was about as fast as the cameras. */
  boolean keptUp() {
    return framesPerSecond() >= KEPT_UP * wanted;
  }

  /** Returns the frames with an outcome per second. */
  double framesPerSecond() {
    return ledger.out() / (Math.max(took.toMillis(), 1) / 1000.0);
  }
}
