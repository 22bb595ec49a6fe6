package io.manako.operator.options;

import java.io.Serializable;
import java.time.Duration;

/** What happens to frames when more arrive than can be looked at. */
public sealed interface OverloadPolicy extends Serializable {

  /** The name in options and in the records of skipped frames. */
  String name();

  /** Every frame is looked at; the source waits (backpressure). */
  record Lossless() implements OverloadPolicy {
    @Override
    public String name() {
      return "lossless";
    }
  }

  /**
   * Frames older than {@code maxAge} are skipped before they are decoded. Which ones depends on how
   * fast the job runs, so a replay may skip others.
   *
   * @param maxAge from a frame's event time to the machine's clock, above 0
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
   * At most so many frames a second of each camera, by event time: time is cut into slots of {@code
   * 1 / maxRate} seconds and a camera's first frame in each slot is looked at. A replay skips the
   * same frames.
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
