package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;

/** Turns DepthToSpace and SpaceToDepth into reshapes and a transposition. */
final class OnnxBlocks {
  private OnnxBlocks() {}

  static void add(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    int b = n.integer("blocksize", 0);
    if (x.rank() != 4 || b < 1) {
      throw new IllegalArgumentException("blocks of " + b + " do not fit " + x);
    }
    if (n.type().equals("DepthToSpace")) {
      toSpace(graph, n, x, b);
    } else {
      toDepth(graph, n, x, b);
    }
  }

  private static void toSpace(OnnxGraph graph, OnnxNode n, Shape x, int b) {
    int depth = x.dim(1) / (b * b);
    int h = x.dim(2);
    int w = x.dim(3);
    List<Integer> out = List.of(0, depth, h * b, w * b);
    switch (n.text("mode", "DCR")) {
      case "DCR" ->
          new Moves(List.of(0, b, b, depth, h, w), List.of(0, 3, 4, 1, 5, 2), out).add(graph, n);
      case "CRD" ->
          new Moves(List.of(0, depth, b, b, h, w), List.of(0, 1, 4, 2, 5, 3), out).add(graph, n);
      default ->
          throw new IllegalArgumentException("its attribute mode is " + n.text("mode", "DCR"));
    }
  }

  private static void toDepth(OnnxGraph graph, OnnxNode n, Shape x, int b) {
    int h = x.dim(2) / b;
    int w = x.dim(3) / b;
    List<Integer> apart = List.of(0, x.dim(1), h, b, w, b);
    List<Integer> out = List.of(0, x.dim(1) * b * b, h, w);
    new Moves(apart, List.of(0, 3, 5, 1, 2, 4), out).add(graph, n);
  }

  /** Extents in which blocks lie apart, an order of their axes, and the extents of the result. */
  private record Moves(List<Integer> apart, List<Integer> order, List<Integer> out) {
    void add(OnnxGraph graph, OnnxNode n) {
      String y = n.output();
      String name = n.name();
      graph.add(
          new MoveNode.Reshape(graph.unique(name + ".apart"), y + ".apart", n.input(0), apart));
      graph.add(
          new MoveNode.Transpose(graph.unique(name + ".order"), y + ".order", y + ".apart", order));
      graph.add(new MoveNode.Reshape(name, y, y + ".order", out));
    }
  }
}
