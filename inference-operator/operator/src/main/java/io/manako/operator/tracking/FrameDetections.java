package io.manako.operator.tracking;

import io.manako.detect.Detection;
import io.manako.model.Task;
import io.manako.operator.Carried;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.track.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A frame's detections without its pixels: small enough to be sent to the task that keeps the
 * camera's state. The fields are those of {@link FrameRecord} and {@link FrameResult}.
 *
 * @param cameraId id of the camera, never empty
 * @param recordId id of the record that the frame came in
 * @param frameId id of the frame itself
 * @param streamEpoch id that changes each time the camera or its producer restarts
 * @param sequence number of the record in its epoch
 * @param numbered whether the producer numbered the record, so that a gap means a loss
 * @param index position of the frame in its record
 * @param eventTime time of capture
 * @param ptsNanos time of the stream's own clock in ns, or null
 * @param source place of the record in Kafka
 * @param width width in pixels, 0 if the picture was not decoded
 * @param height height in pixels, 0 if the picture was not decoded
 * @param pictureHash hash that is equal for equal pictures, 0 if the picture was not decoded
 * @param status outcome of detection
 * @param failure reason for every status but OK and EMPTY, else null
 * @param detections detections in the order of the detections record, followed by those that are
 *     too weak to be in it
 * @param model detector
 * @param traceparent W3C trace context of the record, or null
 * @param carried detections that were seen in an earlier frame only; null in savepoints of 0.1.0
 */
public record FrameDetections(
    String cameraId,
    String recordId,
    String frameId,
    String streamEpoch,
    long sequence,
    boolean numbered,
    int index,
    Instant eventTime,
    @Nullable Long ptsNanos,
    FrameRecord.Source source,
    int width,
    int height,
    long pictureHash,
    FrameStatus status,
    @Nullable Failure failure,
    List<Detection> detections,
    ModelInfo model,
    @Nullable String traceparent,
    @Nullable Carried carried) {
  private static final String SEQUENCE_HEADER = "ce_sequence";

  /** Returns the detections of a result whose job has a detector and whose frame has a camera. */
  public static FrameDetections of(FrameResult result) {
    FrameRecord frame = result.frame();
    return new FrameDetections(
        frame.cameraId(),
        frame.frameId(),
        result.frameId(),
        frame.streamEpoch(),
        frame.sequence(),
        frame.original().headers().stream().anyMatch(h -> h.key().equals(SEQUENCE_HEADER)),
        result.index(),
        result.eventTime(),
        result.ptsNanos(),
        frame.source(),
        result.width(),
        result.height(),
        result.pictureHash(),
        result.status(Task.DETECTION),
        result.failure(),
        Stream.concat(result.detections().stream(), result.faint().stream()).toList(),
        Objects.requireNonNull(result.models().detector(), "no detector"),
        frame.traceparent(),
        result.carried());
  }

  /**
   * Returns the same frame with tracks' boxes in place of those that the detector found.
   *
   * @param tracks tracks of some of the frame's detections
   */
  FrameDetections withBoxes(List<Track> tracks) {
    List<Detection> boxes = new ArrayList<>(detections);
    for (Track track : tracks) {
      Detection found = boxes.get(track.detection());
      boxes.set(
          track.detection(),
          new Detection(found.classId(), found.label(), found.score(), track.box()));
    }
    return with(status, failure, boxes, carried);
  }

  /** Returns the same frame with an error in place of its detections. */
  FrameDetections failed(Failure cause) {
    return with(FrameStatus.INFERENCE_ERROR, cause, List.of(), Carried.NONE);
  }

  private FrameDetections with(
      FrameStatus newStatus,
      @Nullable Failure newFailure,
      List<Detection> newDetections,
      @Nullable Carried newCarried) {
    return new FrameDetections(
        cameraId,
        recordId,
        frameId,
        streamEpoch,
        sequence,
        numbered,
        index,
        eventTime,
        ptsNanos,
        source,
        width,
        height,
        pictureHash,
        newStatus,
        newFailure,
        newDetections,
        model,
        traceparent,
        newCarried);
  }

  /**
   * Returns the id of the frame in which a carried detection was seen last; null if the detection
   * was seen in this one.
   */
  public @Nullable String carriedFrom(int detection) {
    return carried == null ? null : carried.frameOf(detection);
  }

  /** Whether the models processed the picture. */
  public boolean isLookedAt() {
    return failure == null;
  }
}
