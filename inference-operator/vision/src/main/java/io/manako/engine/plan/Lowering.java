package io.manako.engine.plan;

import io.manako.engine.kernel.Arithmetic;
import io.manako.engine.kernel.Curve;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Node;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.Locale;

/** Turns the nodes of a graph, after the passes, into steps. */
final class Lowering {
  private final Values values;
  private final ConvolutionLowering convolutions;
  private final PlainLowering plain;
  private final List<Step> steps;

  Lowering(Values values, ConvolutionLowering convolutions, List<Step> steps) {
    this.values = values;
    this.convolutions = convolutions;
    this.plain = new PlainLowering(values, steps);
    this.steps = steps;
  }

  /** Throws {@link UnsupportedGraphException} naming operator and node if the engine lacks it. */
  void lower(Node node) {
    try {
      if (node instanceof FusedConv conv) {
        convolutions.convolution(conv);
      } else if (node instanceof FusedDense dense) {
        convolutions.dense(dense);
      } else if (node instanceof InvertedResidual block) {
        convolutions.invertedResidual(block);
      } else if (node instanceof SqueezeExcite gate) {
        convolutions.gate(gate);
      } else {
        lowerUnfused(node);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw lacking(node, e.getMessage());
    }
  }

  private void lowerUnfused(Node node) {
    if (node instanceof Node.Conv conv) {
      convolutions.convolution(fused(conv));
    } else if (node instanceof Node.Dense dense) {
      convolutions.dense(fused(dense));
    } else if (node instanceof Node.Activate activate) {
      activate(activate);
    } else if (node instanceof Node.Pool pool) {
      pool(pool);
    } else if (node instanceof Node.Binary binary) {
      binary(binary);
    } else if (node instanceof Node.ReduceMean mean) {
      mean(mean);
    } else if (node instanceof Node.Concat concat) {
      concat(concat);
    } else if (node instanceof Node.Resize resize) {
      FeatureMap in = values.map(resize.input());
      steps.add(new ResizeStep(resize, in, values.newMap(resize.output())));
    } else if (node instanceof Spread spread) {
      FeatureMap in = values.map(spread.input());
      FeatureMap out = values.newMap(spread.output());
      steps.add(new SpreadStep(spread.strideY(), spread.strideX(), in, out));
    } else if (node instanceof Node.LocalResponseNorm norm) {
      FeatureMap in = values.map(norm.input());
      steps.add(new ResponseNormStep(norm, in, values.newMap(norm.output())));
    } else if (!plain.lower(node)) {
      throw lacking(node, "it has no step for this operator where the node stands");
    }
  }

  private static UnsupportedGraphException lacking(Node node, String reason) {
    String operator = node.getClass().getSimpleName();
    return new UnsupportedGraphException(
        "the Java engine cannot run node %s (%s): %s; %s"
            .formatted(
                node.name(),
                operator.toLowerCase(Locale.ROOT),
                reason,
                MalformedModelException.OTHER_ENGINE));
  }

  private static FusedConv fused(Node.Conv n) {
    return new FusedConv(
        n.name(),
        n.output(),
        n.input(),
        n.weights(),
        n.bias(),
        n.window(),
        n.groups(),
        io.manako.graph.Activation.NONE,
        null);
  }

  private static FusedDense fused(Node.Dense n) {
    return new FusedDense(
        n.name(), n.output(), n.input(), n.weights(), n.bias(), io.manako.graph.Activation.NONE);
  }

  private void activate(Node.Activate node) {
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

  private void pool(Node.Pool node) {
    MapShape shape = values.mapShape(node.input());
    Padding padding = Padding.of(node.window(), shape.height(), shape.width());
    boolean maximum = node.kind() == Node.Pool.Kind.MAX;
    FeatureMap in = values.map(node.input());
    PaddedMap padded = convolutions.padded(in, padding, maximum ? Float.NEGATIVE_INFINITY : 0f);
    FeatureMap out = values.newMap(node.output());
    float[] factors = maximum ? null : factors(node, shape, padding);
    steps.add(new PoolStep(padded, out, padding, factors));
  }

  /** One over what each window's mean counts. */
  private static float[] factors(Node.Pool node, MapShape map, Padding padding) {
    float[] factors = new float[padding.outputHeight() * padding.outputWidth()];
    Window w = node.window();
    for (int i = 0; i < factors.length; i++) {
      int y = i / padding.outputWidth() * w.strideY() - w.top();
      int x = i % padding.outputWidth() * w.strideX() - w.left();
      int rows = inside(y, w.kernelHeight(), w.dilationY(), map.height());
      int columns = inside(x, w.kernelWidth(), w.dilationX(), map.width());
      int counted = node.countPadding() ? w.kernelHeight() * w.kernelWidth() : rows * columns;
      factors[i] = 1f / counted;
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

  private void binary(Node.Binary node) {
    Arithmetic operation = Arithmetic.valueOf(node.operator().name());
    String left = node.left();
    String right = node.right();
    boolean blocked =
        operation != Arithmetic.DIV
            && values.constant(left) == null
            && values.constant(right) == null
            && values.hasMap(left)
            && values.hasMap(right);
    Shape l = values.shape(left);
    Shape r = values.shape(right);
    boolean perChannel =
        l.rank() == 4 && r.rank() == 4 && l.dim(1) == r.dim(1) && r.dim(2) * r.dim(3) == 1;
    if (blocked && l.equals(r)) {
      FeatureMap a = values.map(left);
      FeatureMap b = values.map(right);
      steps.add(new MapSteps.Combine(operation, a, b, values.newMap(node.output())));
    } else if (blocked && perChannel) {
      FeatureMap a = values.map(left);
      FeatureMap b = values.map(right);
      steps.add(new MapSteps.PerChannel(operation, a, b, values.newMap(node.output())));
    } else {
      plain.binary(node, operation);
    }
  }

  private void mean(Node.ReduceMean node) {
    int rank = values.shape(node.input()).rank();
    List<Integer> axes = node.axes().stream().map(a -> a < 0 ? a + rank : a).sorted().toList();
    if (rank == 4 && axes.equals(List.of(2, 3)) && values.pictures(node.input()) == null) {
      FeatureMap in = values.map(node.input());
      steps.add(new MapSteps.Mean(in, values.newMap(node.output())));
    } else {
      plain.mean(node, axes);
    }
  }

  private void concat(Node.Concat node) {
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
