package io.manako.detect;

import io.manako.model.DenseOutput;
import io.manako.model.DenseOutput.Levels;
import io.manako.model.InputSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Boxes around the cells of grids (Ge et al. 2021, YOLOX, section 2.2; Wu et al. 2023, YuNet,
 * section 3.3).
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 */
record CellFamily(DenseOutput.Yolox spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    Cells cells = new Cells(input, spec.strides(), 1);
    return spec.levels().joined().isEmpty() ? apart(outputs, cells) : joined(outputs, cells);
  }

  private Head joined(Outputs outputs, Cells cells) {
    List<OutputView> views = outputs.views(spec.levels().joined(), spec.columns().transposed());
    cells.requireFit(views);
    var around = new JoinedColumns.Around(4, spec.keypoints(), spec.scoring());
    JoinedColumns columns = JoinedColumns.of(views, spec.columns(), around);
    int first = columns.objectness() ? 5 : 4;
    return head(
        Table.of(views, 0, 4),
        Table.of(views, first, columns.classes()),
        columns.objectness() ? Table.of(views, 4, 1) : null,
        new Tail(
            cells,
            HeadChecks.keypoints(spec.keypoints(), outputs, views, first + columns.classes())));
  }

  private Head apart(Outputs outputs, Cells cells) {
    LevelTables tables = LevelTables.of(outputs, spec.levels(), spec.columns().transposed());
    Levels levels = spec.levels();
    tables.requireFit(cells);
    tables.boxes().forEach(view -> view.requireColumns(4, "4"));
    return head(
        Table.of(tables.boxes(), 0, 4),
        HeadChecks.scores(tables.scores(), spec.scoring()),
        levels.objectness().isEmpty() ? null : Table.of(tables.objectness(), 0, 1),
        new Tail(cells, HeadChecks.keypoints(spec.keypoints(), outputs, tables.boxes(), 4)));
  }

  private record Tail(Cells cells, @Nullable KeypointReader keypoints) {}

  private Head head(Table boxes, Table scores, @Nullable Table objectness, Tail tail) {
    BoxReader reader = new CellBoxes(tail.cells, input);
    var fields = new DenseHead.Fields(boxes, scores, objectness, reader, tail.keypoints);
    return new DenseHead(fields, spec.scoring(), settings);
  }
}
