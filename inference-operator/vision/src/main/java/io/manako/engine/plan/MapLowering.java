package io.manako.engine.plan;

import io.manako.engine.kernel.Arithmetic;
import io.manako.engine.kernel.Curve;
import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.util.List;

/**
 * Turns nodes over maps in blocks of channels into steps; nodes over other values become plain
 * steps.
 */
final class MapLowering {
  private final Values values;
  private final PlainLowering plain;
  private final ConvolutionLowering convolutions;
  private final List<Step> steps;

  MapLowering(
      Values values, PlainLowering plain, ConvolutionLowering convolutions, List<Step> steps) {
    this.values = values;
    this.plain = plain;
    this.convolutions = convolutions;
    this.steps = steps;
  }

  void resize(MoveNode.Resize node) {
    FeatureMap in = values.map(node.input());
    steps.add(new ResizeStep(node.sampling(), in, values.newMap(node.output())));
  }

  void responseNorm(Node.LocalResponseNorm node) {
    FeatureMap in = values.map(node.input());
    steps.add(new ResponseNormStep(node, in, values.newMap(node.output())));
  }

  void activate(Node.Activate node) {
    Curve curve = Finish.curve(node.activation().kind());
    float low = node.activation().low();
    float high = node.activation().high();
    if (curve == null) {
      plain.rename(node.input(), node.output());
    } else if (values.isMap(node.input()) && values.hasMap(node.input())) {
      FeatureMap in = values.map(node.input());
      FeatureMap out = values.inPlace(node.input(), node.output());
      steps.add(new MapSteps.Map(curve, low, high, in, out));
    } else {
      Plain in = values.plain(node.input());
      steps.add(new PlainSteps.Map(curve, low, high, in, values.newPlain(node.output())));
    }
  }

  void pool(Node.Pool node) {
    MapShape shape = values.mapShape(node.input());
    Padding padding = Padding.of(node.window(), shape.height(), shape.width());
    boolean maximum = node.kind() == Node.Pool.Kind.MAX;
    FeatureMap in = values.map(node.input());
    PaddedMap padded = convolutions.padded(in, padding, maximum ? Float.NEGATIVE_INFINITY : 0f);
    FeatureMap out = values.newMap(node.output());
    float[] factors = maximum ? null : factors(node, shape, padding);
    steps.add(new PoolStep(padded, out, padding, factors));
  }

  /** Returns the reciprocal of the number of values in each window's mean. */
  private static float[] factors(Node.Pool node, MapShape map, Padding padding) {
    boolean countsPadding = node.kind() == Node.Pool.Kind.AVERAGE_WITH_PADDING;
    Window w = node.window();
    Border border = w.padding();
    Extent kernel = w.kernel();
    float[] factors = new float[padding.outputHeight() * padding.outputWidth()];
    for (int i = 0; i < factors.length; i++) {
      int y = i / padding.outputWidth() * w.stride().rows() - border.top();
      int x = i % padding.outputWidth() * w.stride().columns() - border.left();
      int rows = inside(y, kernel.rows(), w.dilation().rows(), map.height());
      int columns = inside(x, kernel.columns(), w.dilation().columns(), map.width());
      factors[i] = 1f / (countsPadding ? kernel.rows() * kernel.columns() : rows * columns);
    }
    return factors;
  }

  private static int inside(int first, int kernel, int dilation, int size) {
    int n = 0;
    for (int k = 0; k < kernel; k++) {
      int at = first + k * dilation;
      n += at >= 0 && at < size ? 1 : 0;
    }
    return n;
  }

  void binary(Node.Binary node) {
    Arithmetic operation = Arithmetic.valueOf(node.operator().name());
    Shape l = values.shape(node.left());
    Shape r = values.shape(node.right());
    boolean perChannel =
        l.rank() == 4 && r.rank() == 4 && l.dim(1) == r.dim(1) && r.dim(2) * r.dim(3) == 1;
    boolean same = l.equals(r);
    if (operation == Arithmetic.DIV || !areMaps(node) || !(same || perChannel)) {
      plain.binary(node, operation);
      return;
    }
    FeatureMap a = values.map(node.left());
    FeatureMap b = values.map(node.right());
    FeatureMap out = values.newMap(node.output());
    steps.add(
        same
            ? new MapSteps.Combine(operation, a, b, out)
            : new MapSteps.PerChannel(operation, a, b, out));
  }

  private boolean areMaps(Node.Binary node) {
    return node.inputs().stream().allMatch(v -> values.tensor(v) == null && values.hasMap(v));
  }

  void mean(Node.ReduceMean node) {
    int rank = values.shape(node.input()).rank();
    List<Integer> axes = node.axes().stream().map(a -> a < 0 ? a + rank : a).sorted().toList();
    if (rank == 4 && axes.equals(List.of(2, 3)) && values.pictures(node.input()) == null) {
      FeatureMap in = values.map(node.input());
      steps.add(new MapSteps.Mean(in, values.newMap(node.output())));
    } else {
      plain.mean(node, axes);
    }
  }

  void concat(MoveNode.Concat node) {
    int axis = node.axis() < 0 ? node.axis() + values.shape(node.output()).rank() : node.axis();
    boolean blocks =
        axis == 1
            && values.shape(node.output()).rank() == 4
            && node.inputs().stream().allMatch(this::fillsBlocks);
    if (!blocks) {
      plain.concat(node, axis);
      return;
    }
    FeatureMap out = values.newMap(node.output());
    int first = 0;
    for (String input : node.inputs()) {
      FeatureMap in = values.map(input);
      steps.add(new MapSteps.CopyBlocks(in, out, first));
      first += in.blocks();
    }
  }

  private boolean fillsBlocks(String value) {
    return values.hasMap(value) && values.mapShape(value).channels() % values.block() == 0;
  }
}
