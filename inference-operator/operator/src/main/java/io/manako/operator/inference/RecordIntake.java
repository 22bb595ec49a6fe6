package io.manako.operator.inference;

import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FramePosition;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.Stage;
import io.manako.operator.batch.FrameGate;
import io.manako.operator.batch.PendingFrame;
import io.manako.operator.batch.PendingFrame.Decoding;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.poison.PoisonGuard;
import io.manako.operator.poison.RecordDecoding;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Takes records: decides whether a record is decoded, decodes it, and passes its frames on. Each
 * frame is passed on once, whatever its outcome. For the task's thread.
 *
 * @param gate applies the overload policy
 * @param guard refuses records that have killed processes
 * @param frames takes the frames
 */
record RecordIntake(FrameGate gate, PoisonGuard guard, FrameDispatcher frames) {

  /**
   * Takes a record.
   *
   * @param now processing time, ms since the epoch
   */
  void take(FrameRecord frame, long now) throws InterruptedException {
    if (frame.rejection() != null) {
      Failure failure = new Failure(Stage.CONTRACT, "ContractViolation", frame.rejection());
      endUndecoded(frame, FrameStatus.DECODE_ERROR, failure);
      return;
    }
    Failure skipped = gate.refuseRecord(frame, now);
    if (skipped != null) {
      endUndecoded(frame, FrameStatus.SKIPPED, skipped);
      return;
    }
    Failure poisoned = guard.refuse(frame);
    if (poisoned != null) {
      endUndecoded(frame, FrameStatus.DECODE_ERROR, poisoned);
      return;
    }
    FramePipeline decoder = frames.use(frame.eventTime()).pipeline();
    new DecodedRecord(frame).decode(decoder);
  }

  private void endUndecoded(FrameRecord frame, FrameStatus status, Failure failure)
      throws InterruptedException {
    FramePosition position = FramePosition.undecoded(frame);
    frames.fail(new PendingFrame(frame, position, Decoding.NONE), status, failure);
  }

  /** A record while it is decoded. */
  private final class DecodedRecord {
    private final FrameRecord frame;
    private long decodeStarted;
    private @Nullable FramePosition last;

    DecodedRecord(FrameRecord frame) {
      this.frame = frame;
    }

    void decode(FramePipeline decoder) throws InterruptedException {
      decodeStarted = System.nanoTime();
      try {
        new RecordDecoding(guard, this::take).run(frame, decoder);
      } catch (MalformedFrameException e) {
        refuse(e);
      }
    }

    private void take(Image image, int index, @Nullable Long sinceFirst) {
      Decoding decoding = new Decoding(decodeStarted, System.nanoTime());
      FramePosition position = position(image, index, sinceFirst);
      last = position;
      Failure skipped = gate.refuseFrame(frame, index, position.eventTime());
      PendingFrame pending = new PendingFrame(frame, position, decoding);
      try {
        if (skipped != null) {
          frames.fail(pending, FrameStatus.SKIPPED, skipped);
        } else {
          frames.batch(pending, image);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FlinkRuntimeException("cancelled while waiting for a batch to end", e);
      }
      decodeStarted = System.nanoTime();
    }

    /**
     * Returns a frame's position. The frames of a GOP are spread over time by their distance from
     * its first frame.
     */
    private FramePosition position(Image image, int index, @Nullable Long sinceFirst) {
      long nanos = sinceFirst == null ? 0 : sinceFirst;
      Long pts = frame.ptsNanos() == null ? sinceFirst : Long.valueOf(frame.ptsNanos() + nanos);
      Instant eventTime = frame.eventTime().plusNanos(nanos);
      return new FramePosition(index, eventTime, pts, FramePosition.Picture.of(image));
    }

    /** Ends a refused record, or the rest of it, as one result. */
    private void refuse(MalformedFrameException cause) throws InterruptedException {
      FramePosition taken = last;
      FramePosition rest = taken == null ? FramePosition.undecoded(frame) : taken.rest();
      String reason = String.valueOf(cause.getMessage());
      if (taken != null) {
        reason +=
            String.format(
                Locale.ROOT,
                "; it was refused after %d of its frames had been taken",
                rest.index());
      }
      Decoding decoding = new Decoding(decodeStarted, System.nanoTime());
      frames.fail(
          new PendingFrame(frame, rest, decoding),
          FrameStatus.DECODE_ERROR,
          new Failure(Stage.DECODE, cause.getClass().getName(), reason));
    }
  }
}
