package io.manako.detect;

import io.manako.model.InputSpec;
import io.manako.model.OutputSpec;
import java.util.List;

/**
 * Decoded boxes and the scores of their classes in outputs of their own (Carion et al. 2020, DETR,
 * section 3.2).
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 */
record DecodedFamily(OutputSpec.DecodedBoxes spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    OutputView boxes = outputs.view(spec.boxes(), spec.transposed());
    OutputView scores = outputs.view(spec.scores(), spec.transposed());
    boxes.requireColumns(4, "4");
    Table classes = HeadChecks.scores(List.of(scores), spec.scoring());
    HeadChecks.requireSamePlaces(boxes, scores);
    Table objectness = null;
    if (spec.objectness() != null) {
      OutputView objects = outputs.view(spec.objectness(), spec.transposed());
      HeadChecks.requireColumns(objects, 1, "the score of an object");
      HeadChecks.requireSamePlaces(boxes, objects);
      objectness = Table.of(objects, 0, 1);
    }
    var fields =
        new DenseHead.Fields(
            Table.of(boxes, 0, 4),
            classes,
            objectness,
            CornerBoxes.of(spec.coding(), input),
            HeadChecks.keypoints(spec.keypoints(), outputs, List.of(boxes), 4));
    return new DenseHead(fields, spec.scoring(), settings);
  }
}
