package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.detect.Keypoint;
import io.manako.detect.Segment;
import io.manako.model.Task;
import io.manako.operator.FrameResult.Classified;
import java.util.List;

/**
 * Outcome of a frame that the models processed.
 *
 * @param detections detected objects; empty without a detector
 * @param faint objects too weak to be reported; empty unless the job tracks
 * @param classifications classes of the frame or of its objects; empty without a classifier
 * @param segments classes of the pixels; empty without a segmenter
 * @param carried detections that are carried from earlier frames; none without a focus
 * @param keypoints key points of each detection that was seen in the frame, in the same order;
 *     empty if the detector gives none
 */
public record Answered(
    List<Detection> detections,
    List<Detection> faint,
    List<Classified> classifications,
    List<Segment> segments,
    Carried carried,
    List<List<Keypoint>> keypoints)
    implements Outcome {
  /** Outcome in which nothing was found. */
  public static final Answered EMPTY = of(List.of());

  /** Creates an outcome whose detections were all seen in the frame. */
  public Answered(
      List<Detection> detections,
      List<Detection> faint,
      List<Classified> classifications,
      List<Segment> segments) {
    this(detections, faint, classifications, segments, Carried.NONE, List.of());
  }

  /** Returns an outcome with detections alone. */
  public static Answered of(List<Detection> detections) {
    return new Answered(detections, List.of(), List.of(), List.of());
  }

  /** Returns the same outcome with key points. */
  public Answered withKeypoints(List<List<Keypoint>> points) {
    return new Answered(detections, faint, classifications, segments, carried, points);
  }

  @Override
  public List<Keypoint> keypoints(int detection) {
    return detection < keypoints.size() ? keypoints.get(detection) : List.of();
  }

  @Override
  public FrameStatus status() {
    boolean empty = detections.isEmpty() && classifications.isEmpty() && segments.isEmpty();
    return empty ? FrameStatus.EMPTY : FrameStatus.OK;
  }

  @Override
  public FrameStatus status(Task task) {
    boolean empty =
        switch (task) {
          case DETECTION -> detections.isEmpty();
          case CLASSIFICATION -> classifications.isEmpty();
          case SEGMENTATION -> segments.isEmpty();
        };
    return empty ? FrameStatus.EMPTY : FrameStatus.OK;
  }
}
