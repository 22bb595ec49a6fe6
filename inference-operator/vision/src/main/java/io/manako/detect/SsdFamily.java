package io.manako.detect;

import io.manako.model.AnchorSource;
import io.manako.model.InputSpec;
import io.manako.model.OutputSpec;
import java.util.List;

/**
 * Boxes coded against anchors (Liu et al. 2016, SSD, section 2.2; Deng et al. 2020, RetinaFace;
 * Bazarevsky et al. 2019, BlazeFace).
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 * @param anchors anchors of a file or a rule
 */
record SsdFamily(OutputSpec.Ssd spec, InputSpec input, DetectorSettings settings, Anchors anchors)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    OutputView boxes = outputs.view(spec.boxes(), false);
    OutputView scores = outputs.view(spec.scores(), false);
    boxes.requireColumns(4, "4");
    Table classes = HeadChecks.scores(List.of(scores), spec.scoring());
    HeadChecks.requireSamePlaces(boxes, scores);
    var fields =
        new DenseHead.Fields(
            Table.of(boxes, 0, 4),
            classes,
            null,
            reader(outputs, boxes),
            HeadChecks.keypoints(spec.keypoints(), outputs, List.of(boxes), 4));
    return new DenseHead(fields, spec.scoring(), settings);
  }

  private BoxReader reader(Outputs outputs, OutputView boxes) {
    if (spec.anchors() instanceof AnchorSource.Output source) {
      OutputView view = outputs.view(source.name(), false);
      HeadChecks.requireColumns(view, 4, "an anchor");
      view.requireRows(
          boxes.rows(), "the output " + boxes.name() + " has " + boxes.rows() + " boxes");
      return LiveSsdBoxes.of(view, source, input, spec.coding());
    }
    if (anchors.size() != boxes.rows()) {
      String key = spec.anchors() instanceof AnchorSource.Rule ? "anchor-grid" : "anchors";
      throw new IllegalArgumentException(
          "output.%s has %s rows, but the output %s has %s boxes: each needs its anchor"
              .formatted(key, anchors.size(), boxes.name(), boxes.rows()));
    }
    return new SsdBoxes(anchors, spec.coding());
  }
}
