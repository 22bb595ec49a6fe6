package io.manako.operator.batch;

import static java.util.Objects.requireNonNull;

import io.manako.operator.Answered;
import io.manako.operator.Failed;
import io.manako.operator.FramePosition;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Marks;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.FrameStatus;
import io.manako.operator.Models;
import io.manako.operator.focus.FrameFocus;
import io.manako.operator.metrics.CameraMetrics;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.pipeline.PictureBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way through the operator, without its pixels. Only the task's thread changes it.
 */
public final class PendingFrame {
  private final FrameRecord source;
  private final FramePosition position;
  private final Decoding decoding;
  private long preprocessNanos;
  private long batchedAt;
  private @Nullable FrameResult result;
  private @Nullable CameraMetrics camera;
  private @Nullable FrameFocus focus;

  /** Start and end of the decoding, by {@link System#nanoTime}; both 0 if there was none. */
  public record Decoding(long startNanos, long endNanos) {
    public static final Decoding NONE = new Decoding(0, 0);
  }

  public PendingFrame(FrameRecord source, FramePosition position, Decoding decoding) {
    this.source = source;
    this.position = position;
    this.decoding = decoding;
  }

  /** Returns the same frame without a result, for other models. */
  public PendingFrame again() {
    PendingFrame again = new PendingFrame(source, position, decoding);
    again.focus = focus == null ? null : focus.ofViews();
    return again;
  }

  /** Limits the detector to the views of a focus. */
  public void focusOn(FrameFocus views) {
    focus = views;
  }

  @Nullable FrameFocus focus() {
    return focus;
  }

  /** Record that the frame came in. */
  public FrameRecord source() {
    return source;
  }

  public Instant eventTime() {
    return position.eventTime();
  }

  /** Notes that the frame's pixels are in a batch. */
  void batched(long preprocessNanos, long now) {
    this.preprocessNanos = preprocessNanos;
    this.batchedAt = now;
  }

  Timing timing(long runStarted, PictureBatch.Answers answers, int batchSize) {
    long runEnded = runStarted + answers.inferenceNanos() + answers.postprocessNanos();
    return new Timing(
        decoding.endNanos - decoding.startNanos,
        preprocessNanos,
        runStarted - batchedAt,
        answers.inferenceNanos(),
        answers.postprocessNanos(),
        batchSize,
        new Marks(decoding.startNanos, decoding.endNanos, batchedAt, runStarted, runEnded));
  }

  FrameResult answered(Models models, Answered answer, Timing timing) {
    return new FrameResult(source, position, answer, models, timing);
  }

  /** Returns the result of this frame after a failure. */
  public FrameResult failed(Models models, FrameStatus status, Failure failure) {
    Marks marks = new Marks(decoding.startNanos, decoding.endNanos, batchedAt, 0, 0);
    return new FrameResult(
        source, position, new Failed(status, failure), models, Timing.ended(marks));
  }

  /** Gives the frame its result. */
  public void finish(FrameResult outcome) {
    this.result = outcome;
  }

  /** Gives the frame the answer of the models, and the objects that its camera's focus carries. */
  void settle(FrameResult answer) {
    finish(focus == null ? answer : focus.settle().apply(answer));
  }

  /** Counts the frame as taken. */
  void taken(InferenceMetrics metrics) {
    camera = metrics.frameTaken(source);
  }

  /**
   * Counts the frame's outcome where the frame was counted as taken: its camera may have moved to
   * another place in the metrics since.
   *
   * @param now processing time, ms since the epoch
   */
  void ended(InferenceMetrics metrics, long now) {
    CameraMetrics counting = requireNonNull(camera);
    metrics.frameEnded(counting, requireResult(), now);
    if (focus != null) {
      metrics.focused(counting, focus.views());
    }
  }

  FrameResult requireResult() {
    return requireNonNull(result, "the frame has ended");
  }

  /** The result; null until the frame has ended. */
  public @Nullable FrameResult result() {
    return result;
  }
}
