package io.manako.operator.batch;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import io.manako.operator.options.OverloadPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Applies the overload policy: decides which frames are skipped, and why. */
public final class FrameGate {
  private final OverloadPolicy policy;
  private final @Nullable SampledCameras sampled;

  /**
   * Applies a policy.
   *
   * @param sampled cameras of the policy {@code sample}; null for every other policy
   */
  public FrameGate(OverloadPolicy policy, @Nullable SampledCameras sampled) {
    this.policy = policy;
    this.sampled = sampled;
  }

  /**
   * Decides about a record before it is decoded.
   *
   * @param now processing time, ms since the epoch
   * @return the reason why the whole record is skipped, or null
   */
  public @Nullable Failure refuseRecord(FrameRecord frame, long now) {
    if (policy instanceof OverloadPolicy.DropStale stale) {
      return refuseStale(stale, now - frame.eventTime().toEpochMilli());
    }
    return isVideo(frame) ? null : refuseFast(frame.cameraId(), frame.eventTime());
  }

  /**
   * Decides about a frame of a decoded record.
   *
   * @param index position of the frame in its record, from 0
   * @return the reason why the frame is skipped, or null
   */
  public @Nullable Failure refuseFrame(FrameRecord frame, int index, Instant eventTime) {
    // The first frame of a record that was not known to be a video is counted already.
    return index > 0 || isVideo(frame) ? refuseFast(frame.cameraId(), eventTime) : null;
  }

  private @Nullable Failure refuseStale(OverloadPolicy.DropStale stale, long ageMillis) {
    Duration maxAge = stale.maxAge();
    if (ageMillis <= maxAge.toMillis()) {
      return null;
    }
    return skipped(
        String.format(
            Locale.ROOT, "the frame is older than overload.max-age, %d ms", maxAge.toMillis()));
  }

  private @Nullable Failure refuseFast(String camera, Instant eventTime) {
    if (!(policy instanceof OverloadPolicy.Sample sample)
        || sampled == null
        || sampled.accept(camera, eventTime.toEpochMilli())) {
      return null;
    }
    return skipped(
        "the camera sends more than overload.max-rate, %s frames a second"
            .formatted(sample.maxRate()));
  }

  private Failure skipped(String reason) {
    return new Failure(Stage.POLICY, policy.name(), reason);
  }

  private static boolean isVideo(FrameRecord frame) {
    String type = frame.contentType();
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("video/");
  }
}
