package io.manako.detect;

import io.manako.model.DenseOutput;
import io.manako.model.InputSpec;
import java.util.List;

/**
 * Decoded boxes and all scores in one output (Redmon et al. 2016, You Only Look Once, section 2).
 *
 * @param spec description of the output
 * @param input size of the input
 * @param settings thresholds
 */
record YoloFamily(DenseOutput.Yolo spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    List<OutputView> views = List.of(outputs.view(spec.output(), spec.columns().transposed()));
    var around = new JoinedColumns.Around(4, spec.keypoints(), spec.scoring());
    JoinedColumns columns = JoinedColumns.of(views, spec.columns(), around);
    int first = columns.objectness() ? 5 : 4;
    var fields =
        new DenseHead.Fields(
            Table.of(views, 0, 4),
            Table.of(views, first, columns.classes()),
            columns.objectness() ? Table.of(views, 4, 1) : null,
            CornerBoxes.of(spec.coding(), input),
            HeadChecks.keypoints(spec.keypoints(), outputs, views, first + columns.classes()));
    return new DenseHead(fields, spec.scoring(), settings);
  }
}
