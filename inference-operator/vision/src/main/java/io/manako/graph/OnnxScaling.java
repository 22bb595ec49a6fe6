package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sizes and scales that a Resize or an Upsample gives to the axes of its input. */
final class OnnxScaling {
  private static final int MOST = 1 << 16;

  private final OnnxGraph graph;
  private final OnnxNode n;
  private final Shape x;
  private final List<Integer> axes;
  private final @Nullable String sizes;
  private final String policy;

  OnnxScaling(OnnxGraph graph, OnnxNode n, Shape x) {
    this.graph = graph;
    this.n = n;
    this.x = x;
    this.axes = axes(n, x);
    this.sizes = n.type().equals("Upsample") ? null : n.optional(3);
    this.policy = n.type().equals("Upsample") ? "stretch" : policy(n);
    checkCounts();
  }

  private static String policy(OnnxNode n) {
    return n.text("keep_aspect_ratio_policy", "stretch");
  }

  /** Returns the axes that the node names, by default all. */
  private static List<Integer> axes(OnnxNode n, Shape x) {
    List<Integer> named = n.type().equals("Upsample") ? null : n.integers("axes");
    return named == null
        ? IntStream.range(0, x.rank()).boxed().toList()
        : named.stream().map(a -> Axes.axis(x, a)).toList();
  }

  private void checkCounts() {
    String scales = n.opset() < 11 ? null : n.optional(2);
    if (sizes != null && scales != null && graph.count(scales) != 0) {
      throw new IllegalArgumentException("it has both scales and sizes");
    }
    int count = sizes != null ? graph.count(sizes) : scaleCount();
    if (count != axes.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d numbers for %d axes",
              sizes != null ? sizes : "its scales",
              count,
              axes.size()));
    }
  }

  private int scaleCount() {
    List<Float> attribute = n.opset() < 9 ? n.reals("scales") : null;
    return attribute == null ? graph.count(scales()) : attribute.size();
  }

  private String scales() {
    return n.input(n.opset() < 11 ? 1 : 2);
  }

  private float scaleAt(int at) {
    List<Float> attribute = n.opset() < 9 ? n.reals("scales") : null;
    return attribute == null ? (float) graph.fixed(scales(), at) : attribute.get(at);
  }

  /** Returns whether the node gives sizes, which determine the scales. */
  boolean givesSizes() {
    return sizes != null;
  }

  /** Returns whether an axis is left as it is, for every batch. */
  boolean keeps(int axis) {
    int at = axes.indexOf(axis);
    return at < 0
        || (sizes == null
            ? scaleAt(at) == 1
            : policy.equals("stretch") && graph.keepsExtent(n.input(0), axis, sizes, at));
  }

  /** Returns the scale of an axis that the file specifies, by default 1. */
  float factor(int axis) {
    int at = axes.indexOf(axis);
    return at < 0 || sizes != null ? 1 : scaleAt(at);
  }

  /** Returns the number of samples of an axis of the result. */
  int size(int axis) {
    int at = axes.indexOf(axis);
    if (at < 0) {
      return x.dim(axis);
    }
    double out = sizes == null ? Math.floor(x.dim(axis) * factor(axis)) : sized(axis, at);
    if (!(out >= 1 && out <= MOST)) {
      throw new IllegalArgumentException("it resizes to " + out + " samples");
    }
    return (int) out;
  }

  private double sized(int axis, int at) {
    return policy.equals("stretch")
        ? graph.fixed(sizes(), at)
        : Math.floor(ratio() * x.dim(axis) + 0.5);
  }

  /** Returns the ratio of an axis's samples after and before. */
  double ratio(int axis) {
    boolean stretched = sizes == null || policy.equals("stretch") || !axes.contains(axis);
    return stretched ? (double) size(axis) / x.dim(axis) : ratio();
  }

  /** Returns the one ratio of all axes that keeps the proportions of a map. */
  private double ratio() {
    List<Double> ratios =
        IntStream.range(0, axes.size())
            .mapToObj(i -> graph.fixed(sizes(), i) / x.dim(axes.get(i)))
            .sorted()
            .toList();
    return switch (policy) {
      case "not_larger" -> ratios.get(0);
      case "not_smaller" -> ratios.get(ratios.size() - 1);
      default ->
          throw new IllegalArgumentException(
              "its attribute keep_aspect_ratio_policy is " + policy + ", which is not known");
    };
  }

  private String sizes() {
    return sizes == null ? "" : sizes;
  }

  /** Returns whether proportions are kept, which gives sizes that no ratio divides. */
  boolean keepsProportions() {
    return sizes != null && !policy.equals("stretch");
  }

  /** Returns the number of the region of interest at one end of an axis. */
  double region(int axis, boolean end) {
    int at = axes.indexOf(axis);
    int count = axes.size();
    return at < 0 ? (end ? 1 : 0) : graph.fixed(n.input(1), end ? count + at : at);
  }
}
