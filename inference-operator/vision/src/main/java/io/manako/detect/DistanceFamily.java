package io.manako.detect;

import io.manako.model.DenseOutput;
import io.manako.model.InputSpec;
import java.util.List;

/**
 * Boxes as distances from the cells of grids (Tian et al. 2019, FCOS, section 3.1; Li et al. 2020,
 * Generalized Focal Loss, section 3.2; Guo et al. 2021, SCRFD).
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 */
record DistanceFamily(DenseOutput.Distances spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  @Override
  public Head bind(Outputs outputs) {
    Cells cells = new Cells(input, spec.cells().strides(), spec.cells().boxesPerCell());
    DenseHead.Fields fields =
        spec.levels().joined().isEmpty() ? apart(outputs, cells) : joined(outputs, cells);
    return new DenseHead(fields, spec.scoring(), settings);
  }

  private int boxColumns() {
    return 4 * spec.cells().bins();
  }

  private DenseHead.Fields joined(Outputs outputs, Cells cells) {
    List<OutputView> views = outputs.views(spec.levels().joined(), spec.columns().transposed());
    cells.requireFit(views);
    var around = new JoinedColumns.Around(boxColumns(), spec.keypoints(), spec.scoring());
    int classes = JoinedColumns.of(views, spec.columns(), around).classes();
    return new DenseHead.Fields(
        Table.of(views, classes, boxColumns()),
        Table.of(views, 0, classes),
        null,
        new DistanceBoxes(cells, spec.cells(), input),
        HeadChecks.keypoints(spec.keypoints(), outputs, views, classes + boxColumns()));
  }

  private DenseHead.Fields apart(Outputs outputs, Cells cells) {
    LevelTables tables = LevelTables.of(outputs, spec.levels(), spec.columns().transposed());
    tables.requireFit(cells);
    String what =
        "4 distances of %s number(s), as output.reg-max says".formatted(spec.cells().bins());
    boolean alone = spec.keypoints() == null || !spec.keypoints().outputs().isEmpty();
    tables
        .boxes()
        .forEach(
            view -> {
              if (alone) {
                HeadChecks.requireColumns(view, boxColumns(), what);
              }
            });
    return new DenseHead.Fields(
        Table.of(tables.boxes(), 0, boxColumns()),
        HeadChecks.scores(tables.scores(), spec.scoring()),
        tables.objectness().isEmpty() ? null : Table.of(tables.objectness(), 0, 1),
        new DistanceBoxes(cells, spec.cells(), input),
        HeadChecks.keypoints(spec.keypoints(), outputs, tables.boxes(), boxColumns()));
  }
}
