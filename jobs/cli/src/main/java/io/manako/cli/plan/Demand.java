package io.manako.cli.plan;

import io.manako.cli.measure.FrameSize;
import io.manako.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * Load of a fleet of cameras and the machine that carries it.
 *
 * @param cameras number of cameras, at least 1
 * @param framesPerSecond rate of each camera, above 0
 * @param frame size of their pictures
 * @param cores cores that the job may use, at least 1
 * @param task task for each frame
 * @param leastAccuracy least accuracy in percent, 0 for any
 * @param headRoom share of each core that stays free, 0 … 0.9
 * @param activity movement in the frames of a detector with focus; null for whole frames
 */
record Demand(
    int cameras,
    double framesPerSecond,
    FrameSize frame,
    int cores,
    Task task,
    double leastAccuracy,
    double headRoom,
    @Nullable Activity activity) {

  Demand {
    require(cameras >= 1, "--cameras is %s; it must be 1 or more", cameras);
    require(
        framesPerSecond > 0 && framesPerSecond <= 1000,
        "--fps is %s; it must be above 0 and at most 1000",
        framesPerSecond);
    require(cores >= 1, "--cores is %s; it must be 1 or more", cores);
    require(
        leastAccuracy >= 0 && leastAccuracy <= 100,
        "the least accuracy is %s; it must be 0 to 100 percent",
        leastAccuracy);
    require(
        headRoom >= 0 && headRoom <= 0.9,
        "--head-room is %s %%; it must be 0 to 90",
        headRoom * 100);
  }

  private static void require(boolean fine, String sentence, Object value) {
    if (!fine) {
      throw new IllegalArgumentException(sentence.formatted(value));
    }
  }

  /** Returns this demand with another activity. */
  Demand with(@Nullable Activity other) {
    return new Demand(cameras, framesPerSecond, frame, cores, task, leastAccuracy, headRoom, other);
  }

  /** Returns the frames per second of all cameras. */
  double rate() {
    return cameras * framesPerSecond;
  }
}
