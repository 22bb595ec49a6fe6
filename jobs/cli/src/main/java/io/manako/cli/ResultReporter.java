package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.drawing.TrackDrawing;
import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.RunLengthMask;
import io.manako.detect.Segment;
import io.manako.image.Image;
import io.manako.image.Mark;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.wire.ClassificationContract;
import io.manako.wire.ClassifiedItem;
import io.manako.wire.DetectionContract;
import io.manako.wire.SegmentationContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.util.ListCollector;

/**
 * Reports the result of each frame, independent of other frames.
 *
 * @param task the model's task
 */
record ResultReporter(Task task) implements Reporter {

  @Override
  public Report next(FrameResult result, Image picture) {
    return new Report(records(result), marks(result));
  }

  private List<String> records(FrameResult result) {
    return switch (task) {
      case DETECTION -> List.of(new String(new DetectionContract().value(result), UTF_8));
      case CLASSIFICATION -> classifications(result);
      case SEGMENTATION -> List.of(new String(new SegmentationContract().value(result), UTF_8));
    };
  }

  private static List<String> classifications(FrameResult result) {
    List<ClassifiedItem> items = new ArrayList<>();
    new ClassifiedItem.Splitter().flatMap(result, new ListCollector<>(items));
    return items.stream()
        .map(item -> new String(new ClassificationContract().value(item), UTF_8))
        .toList();
  }

  private static List<Mark> marks(FrameResult result) {
    List<Mark> marks = new ArrayList<>();
    for (Segment segment : result.segments()) {
      RunLengthMask mask = segment.mask();
      String text =
          String.format(Locale.ROOT, "%s %.1f %%", segment.label(), 100 * segment.share());
      marks.add(new Mark.Mask(mask.width(), mask.height(), mask.decode(), text, segment.classId()));
    }
    for (int i = 0; i < result.detections().size(); i++) {
      marks.add(box(result.detections().get(i), result.carried().frameOf(i) != null));
    }
    if (!result.carried().frameIds().isEmpty()) {
      marks.add(TrackDrawing.LEGEND);
    }
    for (Classified classified : result.classifications()) {
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

  private static String scored(String label, float score) {
    return String.format(Locale.ROOT, "%s %.2f", label, score);
  }
}
