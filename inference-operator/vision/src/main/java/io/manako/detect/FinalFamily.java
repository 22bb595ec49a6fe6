package io.manako.detect;

import io.manako.model.FinalBoxes;
import io.manako.model.InputSpec;
import io.manako.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results of a network that suppresses overlapping boxes itself, or finds each object once (Carion
 * et al. 2020, DETR, section 3.1).
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 */
record FinalFamily(FinalBoxes spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    FinalBoxes.Columns columns = spec.columns();
    List<OutputView> views = outputs.views(columns.outputs(), false);
    OutputView boxes = views.get(0);
    OutputView scores = columns.joined() ? boxes : views.get(1);
    OutputView labels = columns.joined() ? boxes : views.get(2);
    int needed = columns.joined() ? width(columns) : 4;
    boxes.requireColumns(needed, needed + "");
    if (!columns.joined()) {
      HeadChecks.requireColumns(scores, 1, "the score of a box");
      HeadChecks.requireColumns(labels, 1, "the label of a box");
    }
    HeadChecks.requireSamePlaces(boxes, scores);
    HeadChecks.requireSamePlaces(boxes, labels);
    var fields =
        new FinalHead.Fields(
            Table.of(boxes, columns.box(), 4),
            Table.of(scores, columns.score(), 1),
            Table.of(labels, columns.label(), 1),
            count(outputs),
            HeadChecks.keypoints(spec.keypoints(), outputs, List.of(boxes), needed));
    return new FinalHead(fields, spec.firstLabel(), CornerBoxes.of(spec.coding(), input), settings);
  }

  private static int width(FinalBoxes.Columns columns) {
    return 1 + Math.max(columns.box() + 3, Math.max(columns.score(), columns.label()));
  }

  private @Nullable Table count(Outputs outputs) {
    if (spec.count() == null) {
      return null;
    }
    Shape shape = outputs.shape(spec.count());
    if (shape.size() != 1) {
      throw new IllegalArgumentException(
          "the output %s has shape %s, but the number of results of a picture is one number"
              .formatted(spec.count(), shape));
    }
    int index = outputs.index(spec.count());
    return Table.of(new OutputView(spec.count(), index, shape, 1, 1, false), 0, 1);
  }
}
