package io.manako.operator;

import io.manako.detect.Classification;
import io.manako.detect.Detection;
import io.manako.detect.Segment;
import io.manako.model.Task;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of one frame. Everything but {@code timing} is the same in every replay.
 *
 * @param frame the record it came in
 * @param position which frame of the record it is
 * @param outcome what the models found, or why they found nothing
 * @param models that answered, the same object in every result until they are swapped
 * @param timing for headers and metrics, never for a record's value
 */
@TypeInfo(ChainedType.OfFrameResult.class)
public record FrameResult(
    FrameRecord frame, FramePosition position, Outcome outcome, Models models, Timing timing) {

  /** See {@link FramePosition#index()}. */
  public int index() {
    return position.index();
  }

  /** See {@link FramePosition#eventTime()}. */
  public Instant eventTime() {
    return position.eventTime();
  }

  /** See {@link FramePosition#ptsNanos()}. */
  public @Nullable Long ptsNanos() {
    return position.ptsNanos();
  }

  /** Width of the decoded picture in pixels, 0 if it did not decode. */
  public int width() {
    return position.picture().width();
  }

  /** Height of the decoded picture in pixels, 0 if it did not decode. */
  public int height() {
    return position.picture().height();
  }

  /** Hash of the decoded picture, 0 if it did not decode; in no record. */
  public long pictureHash() {
    return position.picture().hash();
  }

  /** See {@link Outcome#status()}. */
  public FrameStatus status() {
    return outcome.status();
  }

  /** See {@link Outcome#status(Task)}. */
  public FrameStatus status(Task task) {
    return outcome.status(task);
  }

  /** See {@link Outcome#failure()}. */
  public @Nullable Failure failure() {
    return outcome.failure();
  }

  /** See {@link Outcome#detections()}. */
  public List<Detection> detections() {
    return outcome.detections();
  }

  /** See {@link Outcome#faint()}. */
  public List<Detection> faint() {
    return outcome.faint();
  }

  /** See {@link Outcome#classifications()}. */
  public List<Classified> classifications() {
    return outcome.classifications();
  }

  /** See {@link Outcome#segments()}. */
  public List<Segment> segments() {
    return outcome.segments();
  }

  /**
   * The frame's id in every record about it: the incoming record's, and for the second and later
   * frames of a GOP that with {@code /index}.
   */
  public String frameId() {
    return index() == 0 ? frame.frameId() : frame.frameId() + "/" + index();
  }

  /**
   * The reason why a frame has no answer. Savepoints hold this record with its name and its parts,
   * so the stage stays a word.
   *
   * @param stage a {@link Stage}'s word
   * @param error the exception's class, or the policy's name
   * @param reason a sentence
   */
  public record Failure(String stage, String error, String reason) {
    public Failure(Stage stage, String error, String reason) {
      this(stage.word(), error, reason);
    }

    /** Whether the frame failed at this stage. */
    public boolean isAt(Stage other) {
      return stage.equals(other.word());
    }
  }

  /**
   * The classes of a picture or of a part of it.
   *
   * @param detection index into {@link FrameResult#detections}, or −1 for the whole frame
   * @param topK best first
   */
  public record Classified(int detection, List<Classification> topK) {}

  /**
   * Where a frame's time went.
   *
   * @param decodeNanos from bytes to pixels
   * @param preprocessNanos from pixels into the batch
   * @param waitNanos in the batch, until it ran
   * @param inferenceNanos of the whole batch in the engines
   * @param postprocessNanos of the whole batch: suppression, ranking, cutting crops
   * @param batchSize frames it ran with, itself included
   * @param marks when each of this began
   */
  public record Timing(
      long decodeNanos,
      long preprocessNanos,
      long waitNanos,
      long inferenceNanos,
      long postprocessNanos,
      int batchSize,
      Marks marks) {
    /** For frames that never reached the engine. */
    public static final Timing NONE = ended(Marks.NONE);

    /** For frames that never reached the engine, though they came so far. */
    public static Timing ended(Marks marks) {
      return new Timing(0, 0, 0, 0, 0, 0, marks);
    }
  }

  /**
   * Readings of {@link System#nanoTime}; 0 for a step that the frame did not reach.
   *
   * @param decodeStart of its own decoding; a GOP's frames follow each other
   * @param decodeEnd when there were pixels, or none to be had
   * @param waitStart when it was in the batch
   * @param runStart when the batch ran
   * @param runEnd when the batch was looked at
   */
  public record Marks(
      long decodeStart, long decodeEnd, long waitStart, long runStart, long runEnd) {
    /** For frames that were not even decoded. */
    public static final Marks NONE = new Marks(0, 0, 0, 0, 0);
  }
}
