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
 */
record DemoResult(
    Ledger ledger, TrackLog tracks, StageTimes stages, Map<Long, SeenFrame> seen, Duration took) {

  /** The camera whose frames are drawn. */
  static final String DRAWN_CAMERA = "cam-1";

  /** Frames with an outcome per second. */
  double framesPerSecond() {
    return ledger.out() / (Math.max(took.toMillis(), 1) / 1000.0);
  }
}
