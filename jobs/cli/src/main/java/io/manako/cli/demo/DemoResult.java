package io.manako.cli.demo;

import java.time.Duration;
import java.util.Map;

/**
 * What the demo saw.
 *
 * @param ledger what became of the frames
 * @param tracks what the cameras' tracks and events tell; empty if the job does not track
 * @param stages where the job's time went
 * @param seen the first camera's frames by sequence number
 * @param took from the first frame to the last result
 * @param wanted frames a second that all cameras send together, 0 if that is not known
 */
record DemoResult(
    Ledger ledger,
    TrackLog tracks,
    StageTimes stages,
    Map<Long, SeenFrame> seen,
    Duration took,
    double wanted) {

  /** The camera whose frames are drawn. */
  static final String DRAWN_CAMERA = "cam-1";

  /** The share of the cameras' pace that still counts as theirs; starting takes the rest. */
  private static final double KEPT_UP = 0.85;

  /** The same, with what all cameras send together. */
  DemoResult ofPace(double framesPerSecond) {
    return new DemoResult(ledger, tracks, stages, seen, took, framesPerSecond);
  }

  /** Whether the machine was about as fast as the cameras. */
  boolean keptUp() {
    return framesPerSecond() >= KEPT_UP * wanted;
  }

  /** Frames with an outcome per second. */
  double framesPerSecond() {
    return ledger.out() / (Math.max(took.toMillis(), 1) / 1000.0);
  }
}
