package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.detect.Segment;
import io.manako.model.Task;
import io.manako.operator.FrameResult.Classified;
import java.util.List;

/**
 * The models processed the frame.
 *
 * @param detections empty without a detector
 * @param faint empty unless the job tracks
 * @param classifications empty without a classifier
 * @param segments empty without a segmenter
 */
public record Answered(
    List<Detection> detections,
    List<Detection> faint,
    List<Classified> classifications,
    List<Segment> segments)
    implements Outcome {
  /** Nothing is found. */
  public static final Answered EMPTY = of(List.of());

  /** Detections alone. */
  public static Answered of(List<Detection> detections) {
    return new Answered(detections, List.of(), List.of(), List.of());
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
