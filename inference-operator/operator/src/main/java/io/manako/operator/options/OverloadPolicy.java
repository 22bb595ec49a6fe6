package io.manako.operator.options;

import java.io.Serializable;
import java.time.Duration;

/** The policy for frames that arrive faster than they are processed. */
public sealed interface OverloadPolicy extends Serializable {

  /** The name of the policy in options and in the records of skipped frames. */
  String name();

  /** Every frame is processed; the source waits (backpressure). */
  record Lossless() implements OverloadPolicy {
    @Override
    public String name() {
      return "lossless";
    }
  }

  /**
   * Frames older than {@code maxAge} are skipped before they are decoded. The choice depends on the
   * speed of the job, so a replay may skip other frames.
   *
   * @param maxAge age above which a frame is skipped, from its event time to the machine's clock,
   *     above 0
   */
  record DropStale(Duration maxAge) implements OverloadPolicy {
    public DropStale {
      OverloadConfigOptions.MAX_AGE.check(maxAge);
    }

    @Override
    public String name() {
      return "drop-stale";
    }
  }

  /**
   * Each camera keeps at most {@code maxRate} frames per second, by event time: the first frame of
   * a camera in each slot of {@code 1 / maxRate} seconds is processed. A replay skips the same
   * frames.
   *
   * @param maxRate frames per second and camera, above 0
   */
  record Sample(double maxRate) implements OverloadPolicy {
    public Sample {
      OverloadConfigOptions.MAX_RATE.check(maxRate);
    }

    @Override
    public String name() {
      return "sample";
    }
  }
}
