package io.manako.detect;

import io.manako.model.DenseOutput;
import io.manako.model.InputSpec;
import io.manako.model.OutputSpec.Activation;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps of a YOLO whose boxes are decoded outside the network (Redmon and Farhadi 2018, YOLOv3,
 * section 2.1): [N, anchors · columns, rows, columns], the same with its columns last, or with the
 * anchors as an axis of their own.
 *
 * @param spec description of the outputs
 * @param input size of the input
 * @param settings thresholds
 */
record AnchorMapFamily(DenseOutput.YoloMaps spec, InputSpec input, DetectorSettings settings)
    implements HeadFamily {
  /** Numbers of a box in front of its classes: x, y, width, height, object. */
  private static final int BEFORE = 5;

  /**
   * Output of a level.
   *
   * @param view the output as rows of columns
   * @param parts number of boxes whose numbers lie in one row
   */
  private record Level(OutputView view, int parts) {
    int columns() {
      return view.columns() / parts;
    }

    void append(Table table, int from) {
      for (int part = 0; part < parts; part++) {
        table.below(view, part * columns() + from);
      }
    }
  }

  @Override
  public Head bind(Outputs outputs) {
    boolean activated = spec.scoring().activation() == Activation.NONE;
    AnchorMaps maps = new AnchorMaps(spec.cells(), activated, input);
    List<Level> levels = new ArrayList<>();
    for (int level = 0; level < spec.outputs().size(); level++) {
      levels.add(level(outputs, maps, level));
    }
    int classes = classes(levels);
    var fields =
        new DenseHead.Fields(
            table(levels, 0, 4), table(levels, BEFORE, classes), table(levels, 4, 1), maps, null);
    return new DenseHead(fields, spec.scoring(), settings);
  }

  private static Table table(List<Level> levels, int from, int count) {
    Table table = new Table(count);
    levels.forEach(level -> level.append(table, from));
    return table;
  }

  private Level level(Outputs outputs, AnchorMaps maps, int level) {
    String name = spec.outputs().get(level);
    Shape shape = outputs.shape(name);
    int boxes = spec.cells().boxesPerCell(level);
    int cells = maps.rows(level) * maps.columns(level);
    if (shape.rank() == 5) {
      boolean first = shape.dim(1) == boxes && shape.dim(2) == maps.rows(level);
      int columns = first ? shape.dim(4) : shape.dim(3) * shape.dim(4);
      int rows = shape.withBatch(1).size() / columns;
      OutputView view = new OutputView(name, outputs.index(name), shape, rows, columns, false);
      view.requireRows(first ? boxes * cells : cells, fit(boxes, cells));
      return new Level(view, first ? 1 : boxes);
    }
    OutputView view = outputs.view(name, spec.columns().transposed());
    view.requireRows(cells, fit(boxes, cells));
    return new Level(view, boxes);
  }

  private static String fit(int boxes, int cells) {
    return "%s cells with %s anchors fit this input, output.strides and output.anchor-sizes"
        .formatted(cells, boxes);
  }

  private int classes(List<Level> levels) {
    OutputView first = levels.get(0).view;
    int columns = levels.get(0).columns();
    for (Level level : levels) {
      if (level.columns() != columns || level.view.columns() % level.parts != 0) {
        throw new IllegalArgumentException(
            "the output %s of shape %s has no equal number of columns for each of %s anchors, or"
                    .formatted(level.view.name(), level.view.shape(), level.parts)
                + " another one than "
                + first.name());
      }
    }
    int left = columns - BEFORE;
    int classes = spec.columns().classes() == 0 ? left : spec.columns().classes();
    if (classes > left) {
      throw new IllegalArgumentException(
          "the output %s of shape %s has %s numbers a box; output.classes needs %s"
              .formatted(first.name(), first.shape(), columns, BEFORE + classes));
    }
    HeadChecks.requireClasses(first, classes, spec.scoring());
    return classes;
  }
}
