package io.manako.operator.batch;

import static java.util.Objects.requireNonNull;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Marks;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.FrameStatus;
import io.manako.operator.Models;
import io.manako.operator.metrics.CameraMetrics;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.pipeline.PictureBatch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way through the operator, without its pixels. Only the task's thread changes it.
 */
public final class PendingFrame {
  private final FrameRecord source;
  private final Position position;
  private final Decoding decoding;
  private long preprocessNanos;
  private long batchedAt;
  private @Nullable FrameResult result;
  private @Nullable CameraMetrics camera;

  /** Place of a frame in its record, and size and hash of its picture; 0 without a picture. */
  public record Position(
      int index,
      Instant eventTime,
      @Nullable Long ptsNanos,
      int width,
      int height,
      long pictureHash) {

    /** Position of the one frame that stands for a record that was not decoded. */
    public static Position undecoded(FrameRecord source) {
      return new Position(0, source.eventTime(), source.ptsNanos(), 0, 0, 0);
    }

    /** Position of the frame that stands for all frames after this one; none was decoded. */
    public Position rest() {
      return new Position(index + 1, eventTime, ptsNanos, 0, 0, 0);
    }
  }

  /** Readings of {@link System#nanoTime} around the decoding; both 0 without one. */
  public record Decoding(long startNanos, long endNanos) {
    public static final Decoding NONE = new Decoding(0, 0);
  }

  public PendingFrame(FrameRecord source, Position position, Decoding decoding) {
    this.source = source;
    this.position = position;
    this.decoding = decoding;
  }

  /** The same frame without a result, for other models. */
  public PendingFrame again() {
    return new PendingFrame(source, position, decoding);
  }

  public Instant eventTime() {
    return position.eventTime;
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

  FrameResult answered(Models models, PictureBatch.Answer answer, Timing timing) {
    return new FrameResult(
        source,
        position.index,
        position.eventTime,
        position.ptsNanos,
        position.width,
        position.height,
        position.pictureHash,
        answer.isEmpty() ? FrameStatus.EMPTY : FrameStatus.OK,
        null,
        answer.detections(),
        answer.faint(),
        answer.classifications(),
        answer.segments(),
        models,
        timing);
  }

  /** The result of this frame if it fails. */
  public FrameResult failed(Models models, FrameStatus status, Failure failure) {
    return new FrameResult(
        source,
        position.index,
        position.eventTime,
        position.ptsNanos,
        position.width,
        position.height,
        position.pictureHash,
        status,
        failure,
        List.of(),
        List.of(),
        models,
        Timing.ended(new Marks(decoding.startNanos, decoding.endNanos, batchedAt, 0, 0)));
  }

  /** Gives the frame its result. */
  public void finish(FrameResult outcome) {
    this.result = outcome;
  }

  /** Counts the frame as taken. */
  void taken(InferenceMetrics metrics) {
    camera = metrics.frameTaken(source);
  }

  /**
   * Counts the frame's outcome where the frame was counted as taken: its camera may have got
   * another place in the metrics since.
   *
   * @param now processing time, ms since the epoch
   */
  void ended(InferenceMetrics metrics, long now) {
    metrics.frameEnded(requireNonNull(camera), requireResult(), now);
  }

  FrameResult requireResult() {
    return requireNonNull(result, "the frame has ended");
  }

  /** The result; null until the frame has ended. */
  public @Nullable FrameResult result() {
    return result;
  }
}
