package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.drawing.ResultMarks;
import io.manako.image.Image;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.wire.ClassificationContract;
import io.manako.wire.ClassifiedItem;
import io.manako.wire.DetectionContract;
import io.manako.wire.SegmentationContract;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;

/**
 * Reports the result of each frame, independent of other frames.
 *
 * @param task the model's task
 */
record ResultReporter(Task task) implements Reporter {

  @Override
  public Report next(FrameResult result, Image picture) {
    return new Report(records(result), ResultMarks.of(result.outcome()));
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
}
