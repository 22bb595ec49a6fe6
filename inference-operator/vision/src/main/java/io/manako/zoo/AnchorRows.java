package io.manako.zoo;

import io.manako.graph.MoveNode;
import java.util.ArrayList;
import java.util.List;

/** Joins a detector's maps of several sizes to one table with a row for each anchor. */
final class AnchorRows {
  private AnchorRows() {}

  /**
   * Joins maps [N, anchors · values, H, W] to [N, all anchors, values], ordered by row, column and
   * anchor.
   */
  static String join(NetworkBuilder net, String head, List<FeatureMap> maps, int values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      String last = head + i + "/nhwc";
      String rows = head + i + "/rows";
      net.add(new MoveNode.Transpose(last, last, maps.get(i).value(), List.of(0, 2, 3, 1)));
      parts.add(net.add(new MoveNode.Reshape(rows, rows, last, List.of(0, -1, values))));
    }
    return net.add(new MoveNode.Concat(head, head, parts, 1));
  }
}
