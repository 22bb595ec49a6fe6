package io.manako.cli.demo;

import io.manako.wire.ResultRecord.DetectedObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the demo saw.
 *
 * @param ledger what became of the frames
 * @param stages where the job's time went
 * @param seen the first camera's objects by sequence number
 * @param took from the first frame to the last result
 */
record DemoResult(
    Ledger ledger, StageTimes stages, Map<Long, List<DetectedObject>> seen, Duration took) {

  /** Frames with an outcome per second. */
  double framesPerSecond() {
    return ledger.out() / (Math.max(took.toMillis(), 1) / 1000.0);
  }
}
