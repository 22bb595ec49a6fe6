package io.manako.graph;

import io.manako.graph.operation.Resizing;
import io.manako.graph.operation.Resizing.Taps;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns a Resize into a weighted sum for each axis, for all that the fast kernel for rows and
 * columns does not do: other axes, cubic weights (Keys, "Cubic Convolution Interpolation", equation
 * 15), filters against aliasing, and crops.
 */
final class OnnxAxisResize {
  private final OnnxNode n;
  private final Shape x;
  private final OnnxScaling scaling;
  private final String mode;
  private final String grid;
  private final boolean excludes;

  private OnnxAxisResize(OnnxGraph graph, OnnxNode n, OnnxScaling scaling) {
    this.n = n;
    this.x = graph.shape(n.input(0));
    this.scaling = scaling;
    this.mode = n.text("mode", "nearest");
    this.grid = OnnxResize.gridName(n);
    this.excludes = OnnxResize.flag(n, "exclude_outside");
  }

  /** Adds one node for each axis that changes, from the first. */
  static void add(OnnxGraph graph, OnnxNode n, OnnxScaling scaling) {
    OnnxAxisResize resize = new OnnxAxisResize(graph, n, scaling);
    List<Integer> changed =
        IntStream.range(0, resize.x.rank()).filter(a -> !resize.isKept(a)).boxed().toList();
    if (changed.isEmpty()) {
      graph.add(new MoveNode.Identity(n.name(), n.output(), n.input(0)));
    }
    String value = n.input(0);
    for (int i = 0; i < changed.size(); i++) {
      boolean last = i == changed.size() - 1;
      Resizing operation = new Resizing(changed.get(i), resize.taps(changed.get(i)));
      String output = last ? n.output() : n.output() + ".axis" + changed.get(i);
      String name = last ? n.name() : graph.unique(n.name() + ".axis" + changed.get(i));
      value = graph.add(new TensorNode(name, output, List.of(value), operation));
    }
  }

  private boolean isKept(int axis) {
    return scaling.keeps(axis) && !grid.equals("tf_crop_and_resize");
  }

  private List<Taps> taps(int axis) {
    int out = scaling.size(axis);
    OnnxResize.checkShrinks(n, x.dim(axis), out);
    if (out == x.dim(axis) && scaling.factor(axis) != 1) {
      throw new IllegalArgumentException(
          "its scale %s keeps the size of axis %s of %s, on which runtimes do not agree"
              .formatted(scaling.factor(axis), axis, x));
    }
    List<Taps> taps = new ArrayList<>();
    for (int i = 0; i < out; i++) {
      double at = position(axis, i, out);
      boolean crops = grid.equals("tf_crop_and_resize");
      boolean outside = crops && (at < 0 || at > x.dim(axis) - 1);
      taps.add(
          outside
              ? new Taps(new int[0], new double[] {n.real("extrapolation_value", 0)})
              : sources(axis, at));
    }
    return taps;
  }

  private double position(int axis, int i, int out) {
    int in = x.dim(axis);
    double scale = scaling.givesSizes() ? scaling.ratio(axis) : scaling.factor(axis);
    OnnxResize.checkCorners(grid, scaling, axis, in);
    // Files give scales in single precision, in which their runtimes compute positions too.
    boolean single = !scaling.givesSizes();
    double half = single ? (i + 0.5f) / (float) scale - 0.5f : (i + 0.5) / scale - 0.5;
    return switch (grid) {
      case "half_pixel" -> half;
      case "pytorch_half_pixel" -> out == 1 ? 0 : half;
      case "half_pixel_symmetric" -> in / 2.0 * (1 - out / (scale * in)) + half;
      case "asymmetric" -> single ? i / (float) scale : i / scale;
      case "align_corners" -> out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
      case "tf_crop_and_resize" -> {
        double first = scaling.region(axis, false) * (in - 1);
        double last = scaling.region(axis, true) * (in - 1);
        yield out == 1 ? (first + last) / 2 : first + i * (last - first) / (out - 1);
      }
      default -> throw OnnxResize.unknown("coordinate_transformation_mode", grid);
    };
  }

  private Taps sources(int axis, double at) {
    int in = x.dim(axis);
    if (mode.equals("nearest")) {
      checkTie(at);
      int index = OnnxResize.nearest(n).before(at, in);
      return new Taps(new int[] {index}, new double[] {1});
    }
    double scale = scaling.givesSizes() ? scaling.ratio(axis) : scaling.factor(axis);
    double stretch = OnnxResize.flag(n, "antialias") ? Math.min(scale, 1) : 1;
    int reach = mode.equals("linear") ? 1 : 2;
    // The sample to the left counts as the one before, also where the position is a sample.
    int before = (int) Math.ceil(at) - 1;
    int first = (int) Math.floor(-reach / stretch) + 1;
    int[] indices = IntStream.range(first, 2 - first).map(k -> before + k).toArray();
    double[] weights =
        Arrays.stream(indices).mapToDouble(k -> weight((k - at) * stretch)).toArray();
    return normalised(indices, weights, in);
  }

  /** Refuses a position so close to two samples that the runtime's rounding decides. */
  private void checkTie(double at) {
    double tie = Math.rint(2 * at) / 2;
    if (grid.equals("half_pixel_symmetric") && at != tie && Math.abs(at - tie) < 1e-4) {
      throw new IllegalArgumentException(
          "its grid %s has the position %s, where runtimes do not agree on the nearest sample"
              .formatted(grid, tie));
    }
  }

  private double weight(double distance) {
    double d = Math.abs(distance);
    if (mode.equals("linear")) {
      return Math.max(0, 1 - d);
    } else if (!mode.equals("cubic")) {
      throw OnnxResize.unknown("mode", mode);
    }
    double a = n.real("cubic_coeff_a", -0.75f);
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }

  private Taps normalised(int[] indices, double[] weights, int in) {
    double sum = 0;
    for (int k = 0; k < indices.length; k++) {
      boolean outside = indices[k] < 0 || indices[k] >= in;
      weights[k] = excludes && outside ? 0 : weights[k];
      indices[k] = Math.max(0, Math.min(indices[k], in - 1));
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return new Taps(indices, weights);
  }
}
