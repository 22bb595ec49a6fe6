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
 * @param index 0 for a picture, 0 … n−1 for the frames of a GOP
 * @param eventTime when it was captured (a GOP's frames spread by their pts)
 * @param ptsNanos the stream's own clock, or null
 * @param width of the decoded picture in pixels, 0 if it did not decode
 * @param height of the decoded picture in pixels, 0 if it did not decode
 * @param pictureHash of the decoded picture ({@link io.manako.image.PictureHash}), 0 if it did not
 *     decode; in no record
 * @param status how it ended; {@code OK} if any of the models found something
 * @param failure for every status but OK and EMPTY, else null
 * @param detections sorted by score (down), class id, x, y; empty without a detector
 * @param faint too weak to be reported, strong enough to continue a track, in the same order; none
 *     unless the job tracks
 * @param classifications of the whole frame or of its detections; empty without a classifier
 * @param segments the classes of the frame's pixels, by share (down) and class id; empty without a
 *     segmenter
 * @param models that answered, the same object in every result until they are swapped
 * @param timing for headers and metrics, never for a record's value
 */
@TypeInfo(ChainedType.OfFrameResult.class)
public record FrameResult(
    FrameRecord frame,
    int index,
    Instant eventTime,
    @Nullable Long ptsNanos,
    int width,
    int height,
    long pictureHash,
    FrameStatus status,
    @Nullable Failure failure,
    List<Detection> detections,
    List<Detection> faint,
    List<Classified> classifications,
    List<Segment> segments,
    Models models,
    Timing timing) {

  /** A result with nothing faint and no segments in it. */
  public FrameResult(
      FrameRecord frame,
      int index,
      Instant eventTime,
      @Nullable Long ptsNanos,
      int width,
      int height,
      long pictureHash,
      FrameStatus status,
      @Nullable Failure failure,
      List<Detection> detections,
      List<Classified> classifications,
      Models models,
      Timing timing) {
    this(
        frame,
        index,
        eventTime,
        ptsNanos,
        width,
        height,
        pictureHash,
        status,
        failure,
        detections,
        List.of(),
        classifications,
        List.of(),
        models,
        timing);
  }

  /**
   * How the frame ended for one of the tasks: a frame without objects is {@code EMPTY} for the
   * detector even if the classifier named it.
   */
  public FrameStatus status(Task task) {
    if (failure != null) {
      return status;
    }
    boolean empty =
        switch (task) {
          case DETECTION -> detections.isEmpty();
          case CLASSIFICATION -> classifications.isEmpty();
          case SEGMENTATION -> segments.isEmpty();
        };
    return empty ? FrameStatus.EMPTY : FrameStatus.OK;
  }

  /**
   * The frame's id in every record about it: the incoming record's, and for the second and later
   * frames of a GOP that with {@code /index}.
   */
  public String frameId() {
    return index == 0 ? frame.frameId() : frame.frameId() + "/" + index;
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
