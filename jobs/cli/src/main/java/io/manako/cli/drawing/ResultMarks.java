package io.manako.cli.drawing;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.Keypoint;
import io.manako.detect.RunLengthMask;
import io.manako.detect.Segment;
import io.manako.image.Mark;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Marks the results of one frame: boxes, key points, masks and captions. */
public final class ResultMarks {
  private ResultMarks() {}

  /** Returns the marks of a frame. */
  public static List<Mark> of(Outcome outcome) {
    List<Mark> marks = new ArrayList<>();
    for (Segment segment : outcome.segments()) {
      RunLengthMask mask = segment.mask();
      String text =
          String.format(Locale.ROOT, "%s %.1f %%", segment.label(), 100 * segment.share());
      marks.add(new Mark.Mask(mask.width(), mask.height(), mask.decode(), text, segment.classId()));
    }
    List<Detection> detections = outcome.detections();
    for (int i = 0; i < detections.size(); i++) {
      marks.add(box(detections.get(i), outcome.carried().frameOf(i) != null));
      marks.add(dots(outcome.keypoints(i), detections.get(i).classId()));
    }
    if (!outcome.carried().frameIds().isEmpty()) {
      marks.add(TrackDrawing.LEGEND);
    }
    for (Classified classified : outcome.classifications()) {
      classified.topK().forEach(c -> marks.add(new Mark.Caption(scored(c.label(), c.score()))));
    }
    return marks;
  }

  private static Mark box(Detection found, boolean carried) {
    Box box = found.box();
    String text = scored(found.label(), found.score());
    int color = found.classId();
    return carried
        ? new Mark.DashedBox(box.x(), box.y(), box.width(), box.height(), text, color)
        : new Mark.LabelledBox(box.x(), box.y(), box.width(), box.height(), text, color);
  }

  private static Mark dots(List<Keypoint> keypoints, int color) {
    return new Mark.Dots(
        keypoints.stream().map(point -> new Mark.Point(point.x(), point.y())).toList(), color);
  }

  private static String scored(String label, float score) {
    return String.format(Locale.ROOT, "%s %.2f", label, score);
  }
}
