package io.manako.graph.tfjs;

import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfValue;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Evaluates the operations of a graph on shapes: {@code Shape}, {@code StridedSlice} and {@code
 * Pack}. An open batch is {@link io.manako.tensor.Shape#DYNAMIC} there as well.
 */
final class ShapeArithmetic {
  private final TfjsWeights weights;
  private final Map<String, TfValue> values;
  private final Map<String, int[]> results = new HashMap<>();

  ShapeArithmetic(TfjsWeights weights, Map<String, TfValue> values) {
    this.weights = weights;
    this.values = values;
  }

  /** Evaluates the operation and returns true if it is one on shapes, else returns false. */
  boolean add(TfNode node) {
    switch (node.op()) {
      case "Shape" -> results.put(node.name(), shape(node));
      case "StridedSlice" -> results.put(node.name(), slice(node));
      case "Pack" ->
          results.put(
              node.name(),
              node.inputs().stream().flatMapToInt(i -> Arrays.stream(get(i))).toArray());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Returns the numbers of a computed shape or an integer constant, a matrix row by row. */
  int[] get(String tensor) {
    int[] result = results.get(tensor);
    if (result != null) {
      return result;
    }
    Tensor constant = weights.get(tensor);
    int[] numbers = new int[constant.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.round(constant.data().get(i));
    }
    return numbers;
  }

  private int[] shape(TfNode node) {
    TfValue value = values.get(node.input(0));
    if (value == null) {
      throw new MalformedModelException("Shape " + node.name() + " is not of a picture value");
    }
    return value.shape().dims();
  }

  private int[] slice(TfNode node) {
    int[] in = get(node.input(0));
    int begin = node.integer("begin_mask") == 1 ? 0 : first(node, 1);
    int end = node.integer("end_mask") == 1 ? in.length : first(node, 2);
    int from = begin < 0 ? begin + in.length : begin;
    int to = Math.min(end < 0 ? end + in.length : end, in.length);
    if (from < 0 || to <= from || first(node, 3) != 1) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "StridedSlice %s takes %d to %d of %s; a step of 1 inside of a shape is read",
              node.name(),
              begin,
              end,
              Arrays.toString(in)));
    }
    return Arrays.copyOfRange(in, from, to);
  }

  private int first(TfNode node, int input) {
    int[] numbers = get(node.input(input));
    if (numbers.length != 1) {
      throw new MalformedModelException(
          "StridedSlice %s slices several axes; only shapes are sliced".formatted(node.name()));
    }
    return numbers[0];
  }
}
