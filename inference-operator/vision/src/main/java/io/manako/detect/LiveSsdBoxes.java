package io.manako.detect;

import io.manako.model.AnchorSource;
import io.manako.model.InputSpec;
import io.manako.model.OutputSpec.SsdCoding;
import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.List;

/**
 * Boxes coded against anchors that the network computes.
 *
 * @param table numbers of the anchors
 * @param source order and unit of those numbers
 * @param input size of the input
 * @param boxes reader of the boxes, whose anchors are those of the last picture
 */
record LiveSsdBoxes(Table table, AnchorSource.Output source, InputSpec input, SsdBoxes boxes)
    implements BoxReader {
  static LiveSsdBoxes of(
      OutputView view, AnchorSource.Output source, InputSpec input, SsdCoding coding) {
    SsdBoxes boxes = new SsdBoxes(Anchors.ofOutput(view.rows()), coding);
    return new LiveSsdBoxes(Table.of(view, 0, 4), source, input, boxes);
  }

  @Override
  public void load(List<Tensor> outputs, int n) {
    table.load(outputs, n);
    boxes.anchors().decode(table.values(), source.coding(), input);
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    return boxes.read(raw, row, placement);
  }

  @Override
  public float pointX(float raw, int row) {
    return boxes.pointX(raw, row);
  }

  @Override
  public float pointY(float raw, int row) {
    return boxes.pointY(raw, row);
  }
}
