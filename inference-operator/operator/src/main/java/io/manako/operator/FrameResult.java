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
 * The one outcome of one frame. All components but {@code timing} are the same in every replay.
 *
 * @param frame record that the frame came in
 * @param position position of the frame in its record, and its picture
 * @param outcome answers of the models, or the reason why there are none
 * @param models models that answered; the same object in every result until they are swapped
 * @param timing times for headers and metrics, never for a record's value
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

  /** Width of the decoded picture in pixels, 0 if it was not decoded. */
  public int width() {
    return position.picture().width();
  }

  /** Height of the decoded picture in pixels, 0 if it was not decoded. */
  public int height() {
    return position.picture().height();
  }

  /** Hash of the decoded picture, 0 if it was not decoded; no record contains it. */
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

  /** See {@link Outcome#carried()}. */
  public Carried carried() {
    return outcome.carried();
  }

  /** Returns the same result with another outcome. */
  public FrameResult with(Outcome other) {
    return new FrameResult(frame, position, other, models, timing);
  }

  /** See {@link Outcome#segments()}. */
  public List<Segment> segments() {
    return outcome.segments();
  }

  /**
   * Id of the frame in every record about it: the id of the incoming record, followed by {@code
   * /index} for the second and later frames of a GOP.
   */
  public String frameId() {
    return index() == 0 ? frame.frameId() : frame.frameId() + "/" + index();
  }

  /**
   * Reason why a frame has no answer. Savepoints hold this record with its name and its components,
   * so the stage stays a string.
   *
   * @param stage word of a {@link Stage}
   * @param error name of the exception's class, or of the policy
   * @param reason explanation, as a sentence
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
   * Classes of a picture or of a part of it.
   *
   * @param detection index into {@link FrameResult#detections}, or −1 for the whole frame
   * @param topK classes, best first
   */
  public record Classified(int detection, List<Classification> topK) {}

  /**
   * Durations of the steps of a frame, in ns.
   *
   * @param decodeNanos time from bytes to pixels
   * @param preprocessNanos time from pixels into the batch
   * @param waitNanos time in the batch until it ran
   * @param inferenceNanos time of the whole batch in the engines
   * @param postprocessNanos time of the whole batch in suppression, ranking and cutting crops
   * @param batchSize number of frames in the run, this one included
   * @param marks times at which the steps began and ended
   */
  public record Timing(
      long decodeNanos,
      long preprocessNanos,
      long waitNanos,
      long inferenceNanos,
      long postprocessNanos,
      int batchSize,
      Marks marks) {
    /** Timing without durations or marks. */
    public static final Timing NONE = ended(Marks.NONE);

    /** Returns a timing without durations, for a frame that ended without an answer. */
    public static Timing ended(Marks marks) {
      return new Timing(0, 0, 0, 0, 0, 0, marks);
    }
  }

  /**
   * Readings of {@link System#nanoTime}; 0 for a step that the frame did not reach.
   *
   * @param decodeStart start of the decoding of this frame; the frames of a GOP follow each other
   * @param decodeEnd end of the decoding, with pixels or without
   * @param waitStart time at which the frame was in the batch
   * @param runStart start of the batch's run
   * @param runEnd end of the batch's run, postprocessing included
   */
  public record Marks(
      long decodeStart, long decodeEnd, long waitStart, long runStart, long runEnd) {
    /** Marks of a frame that was not decoded. */
    public static final Marks NONE = new Marks(0, 0, 0, 0, 0);
  }
}
