package io.manako.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.graph.operation.Suppression;
import io.manako.graph.operation.VaryingRows;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the rows that a suppression inside a network leaves. The engine computes as many rows as
 * there can be, those that a picture does not need hold NaN, and the outputs are without them. Only
 * operators that compute each row from itself may read such rows, so that NaN stays where it is.
 */
final class OnnxRows {
  /** Operators that compute NaN from NaN, element by element. */
  private static final Set<String> ARITHMETIC =
      Set.of("Identity", "Cast", "Neg", "Sqrt", "Exp", "Add", "Sub", "Mul", "Div");

  private OnnxRows() {}

  /**
   * Adds the nodes of an operator whose result has rows along {@code axis} that depend on the
   * picture; if it is one of the file's outputs, the engine leaves out the rows that are too many.
   */
  static void add(OnnxGraph graph, OnnxNode n, Set<String> outputs, int axis) {
    List<String> ends = n.proto().getOutputList().stream().filter(outputs::contains).toList();
    NodeProto.Builder own = n.proto().toBuilder();
    for (int i = 0; i < own.getOutputCount(); i++) {
      if (ends.contains(own.getOutput(i))) {
        own.setOutput(i, own.getOutput(i) + ".rows");
      }
    }
    OnnxOperators.add(graph, new OnnxNode(own.build(), n.name(), n.opset()));
    for (String end : ends) {
      String name = graph.unique(end + ".rows");
      graph.add(new TensorNode(name, end, List.of(end + ".rows"), new VaryingRows(axis)));
    }
  }

  /** Adds the suppression of a file. */
  static void suppress(OnnxGraph graph, OnnxNode n) {
    if (graph.isLiteral(n.input(0)) && graph.isLiteral(n.input(1))) {
      throw new IllegalArgumentException("its boxes and scores are constants");
    }
    int most = (int) Math.min(number(graph, n, 2, 0), Integer.MAX_VALUE);
    if (most < 1) {
      throw new IllegalArgumentException(
          "its max_output_boxes_per_class is " + most + ", so it keeps no box");
    }
    float overlap = (float) number(graph, n, 3, 0);
    float threshold = (float) number(graph, n, 4, Double.NaN);
    boolean centred = n.integer("center_point_box", 0) != 0;
    Suppression operation = new Suppression(most, overlap, threshold, centred);
    Shape rows = operation.shape(List.of(graph.shape(n.input(0)), graph.shape(n.input(1))));
    LiteralOperators.checkSize(rows.size());
    OnnxTensors.add(graph, n, operation, n.input(0), n.input(1));
  }

  private static double number(OnnxGraph graph, OnnxNode n, int input, double otherwise) {
    String value = n.optional(input);
    return value == null ? otherwise : graph.fixed(value).scalar();
  }

  /** Returns the integers in the rows of a suppression. */
  static OnnxWholes.Whole indices(OnnxGraph graph, OnnxNode n) {
    int most = IntStream.of(graph.shape(n.input(1)).dims()).max().orElse(0);
    return new OnnxWholes.Whole(DataType.INT64, most);
  }

  /** Refuses the shape of a value whose number of rows depends on the picture. */
  static void checkShape(OnnxGraph graph, OnnxNode n) {
    if (graph.rows(n.input(0)) != null) {
      throw unknown(n.input(0));
    }
  }

  /**
   * Returns the axis of the rows in a node's outputs, or null if it reads no such rows.
   *
   * @throws IllegalArgumentException if the node does more than compute each row from itself
   */
  static @Nullable Integer passedOn(OnnxGraph graph, OnnxNode n) {
    String varying =
        n.inputs().stream().filter(v -> graph.rows(v) != null).findFirst().orElse(null);
    if (n.type().equals("NonMaxSuppression") && varying == null) {
      if (graph.hasRows()) {
        throw new IllegalArgumentException("it is the second one of the file");
      }
      return 0;
    } else if (varying == null) {
      return null;
    } else if (ARITHMETIC.contains(n.type())) {
      return combined(graph, n);
    }
    Integer own = graph.rows(n.input(0));
    Integer axis =
        own == null
            ? picked(graph, n)
            : n.inputs().stream().skip(1).allMatch(graph::isLiteral)
                ? moved(graph, n, own)
                : n.type().equals("Concat") ? joined(graph, n, own) : null;
    if (axis == null) {
      throw unknown(varying);
    }
    return axis;
  }

  private static IllegalArgumentException unknown(String value) {
    return new IllegalArgumentException(
        ("it reads %s, whose number of rows depends on the picture, and does more than compute each"
                + " row from itself; %s")
            .formatted(value, MalformedModelException.OTHER_ENGINE));
  }

  /** Returns the axis of rows after arithmetic; whatever has no rows is the same for all rows. */
  private static @Nullable Integer combined(OnnxGraph graph, OnnxNode n) {
    int rank = n.inputs().stream().mapToInt(graph::rank).max().orElse(0);
    Integer axis = null;
    for (String value : n.inputs()) {
      Integer own = graph.rows(value);
      if (own != null) {
        int aligned = own + rank - graph.rank(value);
        if (axis != null && axis != aligned) {
          throw unknown(value);
        }
        axis = aligned;
      }
    }
    for (String value : n.inputs()) {
      int at = axis == null ? -1 : axis - rank + graph.rank(value);
      if (graph.rows(value) == null && at >= 0 && graph.extent(value, at) != 1) {
        throw unknown(value);
      }
    }
    return axis;
  }

  /** Returns the axis of rows that are picked by computed indices. */
  private static @Nullable Integer picked(OnnxGraph graph, OnnxNode n) {
    Integer rows = graph.rows(n.input(1));
    if (rows == null || n.inputCount() > 2) {
      return null;
    } else if (n.type().equals("Gather")) {
      return rows + Axes.axis(graph.shape(n.input(0)), n.integer("axis", 0));
    }
    boolean points = n.type().equals("GatherND") && rows < graph.rank(n.input(1)) - 1;
    return points ? rows : null;
  }

  /** Returns the axis of rows after a join along another axis. */
  private static @Nullable Integer joined(OnnxGraph graph, OnnxNode n, int own) {
    boolean all = n.inputs().stream().allMatch(v -> Integer.valueOf(own).equals(graph.rows(v)));
    int axis = Axes.axis(graph.shape(n.input(0)), n.integer("axis", 0));
    return all && axis != own ? own : null;
  }

  /** Returns the axis of rows after a move whose other inputs are known. */
  private static @Nullable Integer moved(OnnxGraph graph, OnnxNode n, int own) {
    Shape x = graph.shape(n.input(0));
    return switch (n.type()) {
      case "Transpose" -> {
        List<Integer> permutation = n.integers("perm");
        yield permutation == null ? x.rank() - 1 - own : (Integer) permutation.indexOf(own);
      }
      case "Gather" -> {
        int axis = Axes.axis(x, n.integer("axis", 0));
        int rank = graph.fixed(n.input(1)).shape().rank();
        yield axis == own ? null : (Integer) (axis < own ? own + rank - 1 : own);
      }
      case "Concat", "Split" -> {
        boolean along = Axes.axis(x, n.integer("axis", 0)) == own;
        yield along || n.type().equals("Concat") && n.inputCount() > 1 ? null : own;
      }
      case "Squeeze", "Unsqueeze", "Reshape", "Flatten", "Slice" -> OnnxRowMoves.moved(graph, n);
      default -> null;
    };
  }
}
