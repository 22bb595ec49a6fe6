package io.manako.operator.options;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;

/** The options of an overload: what happens when frames arrive faster than they are processed. */
public final class OverloadConfigOptions {
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<OverloadChoice> OVERLOAD_POLICY =
      GROUP
          .key("overload.policy")
          .enumType(OverloadChoice.class)
          .defaultValue(OverloadChoice.LOSSLESS)
          .withDescription(
              "Policy for frames that arrive faster than they are processed: lossless"
                  + " (backpressure; the source waits), drop-stale (frames older than"
                  + " overload.max-age are dropped) or sample (each camera keeps at most"
                  + " overload.max-rate). A dropped frame is emitted as a skipped record.");

  public static final Option<Duration> MAX_AGE =
      GROUP
          .key("overload.max-age")
          .durationType(Range.atLeast(Duration.ofNanos(1)))
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("Age, by event time, above which drop-stale drops a frame.");

  public static final Option<Double> MAX_RATE =
      GROUP
          .key("overload.max-rate")
          .doubleType(Range.positive("frames per second"))
          .defaultValue(5.0)
          .withDescription("Rate per camera, by event time, that sample lets pass.");

  private OverloadConfigOptions() {}

  /** Values of {@link #OVERLOAD_POLICY}. */
  public enum OverloadChoice {
    LOSSLESS,
    DROP_STALE,
    SAMPLE;

    @Override
    public String toString() {
      return Spelling.dashed(this);
    }
  }

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }

  static OverloadPolicy policy(ReadableConfig config) {
    return switch (OVERLOAD_POLICY.get(config)) {
      case LOSSLESS -> new OverloadPolicy.Lossless();
      case DROP_STALE -> new OverloadPolicy.DropStale(MAX_AGE.get(config));
      case SAMPLE -> new OverloadPolicy.Sample(MAX_RATE.get(config));
    };
  }
}
