package io.manako.graph.tf;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Node;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a planar network from operations that are described in TensorFlow's order of axes. Axes
 * are turned only where an operation mixes them, such as the flattening of a detector's heads.
 */
public final class TfGraphBuilder {
  /** Name of the input of every network. */
  public static final String INPUT = "image";

  private static final List<Integer> TO_PLANAR = List.of(0, 3, 1, 2);
  private static final List<Integer> FROM_PLANAR = List.of(0, 2, 3, 1);

  /** Rows and columns of a map that a resize may ask for. */
  private static final int MAX_RESIZED = 1 << 14;

  private final String network;
  private final TfValue input;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  /**
   * Begins with an input of pictures.
   *
   * @param network its name
   */
  public TfGraphBuilder(String network, int height, int width, int channels) {
    this.network = network;
    this.input = new TfValue(INPUT, Shape.of(Shape.DYNAMIC, height, width, channels), true);
  }

  /** The pictures. */
  public TfValue input() {
    return input;
  }

  /** Weights as [rows, columns, in, out]. */
  public TfValue conv(
      String name, TfValue x, Tensor weights, @Nullable Tensor bias, TfWindow window) {
    TfValue map = planar(x);
    Tensor oihw = TfWeightOrder.convolution(weights);
    int in = oihw.shape().dim(1);
    if (in == 0 || map.channels() % in != 0) {
      throw misfit(name, "weights " + weights.shape(), map);
    }
    return conv(name, map, oihw, bias, window, map.channels() / in);
  }

  /** Weights as [rows, columns, channels, multiplier]. */
  public TfValue depthwise(
      String name, TfValue x, Tensor weights, @Nullable Tensor bias, TfWindow window) {
    TfValue map = planar(x);
    Tensor oihw = TfWeightOrder.depthwise(weights);
    if (weights.shape().dim(2) != map.channels()) {
      throw misfit(name, "weights " + weights.shape(), map);
    }
    return conv(name, map, oihw, bias, window, map.channels());
  }

  private TfValue conv(
      String name, TfValue x, Tensor oihw, @Nullable Tensor bias, TfWindow geometry, int groups) {
    Window window = geometry.on(x, oihw.shape().dim(2), oihw.shape().dim(3));
    String w = constant(name + "/weights", oihw);
    String b = bias(name, oihw, bias);
    nodes.add(new Node.Conv(name, name, x.name(), w, b, window, groups));
    return map(name, x, window, oihw.shape().dim(0));
  }

  private @Nullable String bias(String name, Tensor weights, @Nullable Tensor bias) {
    if (bias == null) {
      return null;
    }
    if (!bias.shape().equals(Shape.of(weights.shape().dim(0)))) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s: a bias of shape %s does not fit weights for %d channels",
              name,
              bias.shape(),
              weights.shape().dim(0)));
    }
    return constant(name + "/bias", bias);
  }

  /** Constants: scale, shift, mean, variance, each of shape [channels]. */
  public TfValue batchNorm(String name, TfValue x, List<Tensor> four, float epsilon) {
    TfValue map = planar(x);
    List<String> c = new ArrayList<>();
    for (Tensor t : four) {
      if (!t.shape().equals(Shape.of(map.channels()))) {
        throw misfit(name, "a constant of shape " + t.shape(), map);
      }
      c.add(constant(name + "/" + c.size(), t));
    }
    nodes.add(
        new Node.BatchNorm(
            name, name, map.name(), c.get(0), c.get(1), c.get(2), c.get(3), epsilon));
    return new TfValue(name, map.shape(), true);
  }

  public TfValue activate(String name, TfValue x, Activation activation) {
    nodes.add(new Node.Activate(name, name, x.name(), activation));
    return new TfValue(name, x.shape(), x.planar());
  }

  public TfValue binary(String name, Node.Binary.Operator operator, TfValue a, TfValue b) {
    TfValue left = b.planar() ? planar(a) : a;
    TfValue right = left.planar() ? planar(b) : b;
    boolean leftIsLarger = left.pictureSize() >= right.pictureSize();
    Shape shape = leftIsLarger ? left.shape() : right.shape();
    Shape smaller = leftIsLarger ? right.shape() : left.shape();
    if (smaller.rank() != shape.rank() || !stretches(smaller, shape)) {
      throw misfit(name, "a value of shape " + left.shape(), right);
    }
    nodes.add(new Node.Binary(name, name, left.name(), right.name(), operator));
    return new TfValue(name, shape, left.planar());
  }

  /** {@code x operator constant}, or the other way round if {@code constantFirst}. */
  public TfValue binary(
      String name,
      Node.Binary.Operator operator,
      TfValue x,
      Tensor constant,
      boolean constantFirst) {
    if (constant.shape().size() != 1 && !stretches(constant.shape(), x.shape())) {
      throw misfit(name, "a constant of shape " + constant.shape(), x);
    }
    String c =
        constant(name + "/constant", x.planar() ? TfWeightOrder.besideMaps(constant) : constant);
    String left = constantFirst ? c : x.name();
    String right = constantFirst ? x.name() : c;
    nodes.add(new Node.Binary(name, name, left, right, operator));
    return new TfValue(name, x.shape(), x.planar());
  }

  /** Whether each extent of one shape, counted from the last, is 1 or the other's. */
  private static boolean stretches(Shape from, Shape to) {
    boolean stretches = from.rank() <= to.rank();
    for (int i = 1; stretches && i <= from.rank(); i++) {
      stretches = from.dim(-i) == 1 || from.dim(-i) == to.dim(-i);
    }
    return stretches;
  }

  /** TensorFlow's mean never counts the padding. */
  public TfValue pool(
      String name, TfValue x, Node.Pool.Kind kind, List<Integer> kernel, TfWindow geometry) {
    TfValue map = planar(x);
    Window window = geometry.on(map, kernel.get(0), kernel.get(1));
    nodes.add(new Node.Pool(name, name, map.name(), kind, window, false));
    return map(name, map, window, map.channels());
  }

  /** Mean of each map. */
  public TfValue globalMean(String name, TfValue x, boolean keepDims) {
    TfValue map = planar(x);
    nodes.add(new Node.ReduceMean(name, name, map.name(), List.of(2, 3), true));
    TfValue mean = new TfValue(name, Shape.of(Shape.DYNAMIC, 1, 1, map.channels()), true);
    return keepDims ? mean : reshape(name + "/flat", mean, map.channels());
  }

  /** Weights as [in, out]. */
  public TfValue dense(String name, TfValue x, Tensor weights, @Nullable Tensor bias) {
    Tensor t = TfWeightOrder.dense(weights);
    if (x.shape().rank() != 2 || t.shape().dim(1) != x.channels()) {
      throw misfit(name, "weights " + weights.shape(), x);
    }
    String w = constant(name + "/weights", t);
    String b = bias(name, t, bias);
    nodes.add(new Node.Dense(name, name, x.name(), w, b));
    return new TfValue(name, Shape.of(Shape.DYNAMIC, t.shape().dim(0)), false);
  }

  /** Other extents of a picture (the batch left out), −1 once for "the rest". */
  public TfValue reshape(String name, TfValue x, int... picture) {
    Shape shape = resolve(name, x, picture);
    boolean pixel = shape.rank() == 4 && shape.dim(1) == 1 && shape.dim(2) == 1;
    TfValue in = x.isPixel() ? x : plain(x);
    List<Integer> target = new ArrayList<>(List.of(0));
    for (int i = 1; i < shape.rank(); i++) {
      target.add(pixel ? shape.dim(i == 1 ? 3 : 1) : shape.dim(i));
    }
    nodes.add(new Node.Reshape(name, name, in.name(), target));
    return new TfValue(name, shape, pixel);
  }

  public TfValue concat(String name, List<TfValue> values, int axis) {
    boolean planar = values.stream().allMatch(TfValue::planar);
    List<TfValue> parts = values.stream().map(v -> planar ? v : plain(v)).toList();
    if (parts.isEmpty()) {
      throw new MalformedModelException(name + " joins no values");
    }
    int[] dims = parts.get(0).shape().dims();
    int at = axis < 0 ? axis + dims.length : axis;
    if (at < 1 || at >= dims.length) {
      throw misfit(name, "axis " + axis, parts.get(0));
    }
    dims[at] = 0;
    parts.forEach(part -> grow(name, dims, at, part));
    nodes.add(
        new Node.Concat(
            name,
            name,
            parts.stream().map(TfValue::name).toList(),
            planar ? TO_PLANAR.indexOf(at) : at));
    return new TfValue(name, Shape.of(dims), planar);
  }

  private static void grow(String name, int[] dims, int axis, TfValue part) {
    int[] own = part.shape().dims();
    int extent = axis < own.length ? own[axis] : 0;
    if (axis < own.length) {
      own[axis] = dims[axis];
    }
    if (!Arrays.equals(own, dims)) {
      throw misfit(name, "a value of shape " + Shape.of(dims), part);
    }
    dims[axis] += extent;
  }

  /** Over the channels. */
  public TfValue softmax(String name, TfValue x) {
    nodes.add(new Node.Softmax(name, name, x.name(), x.planar() ? 1 : x.shape().rank() - 1));
    return new TfValue(name, x.shape(), x.planar());
  }

  /** Zeros around maps: top, bottom, left, right. */
  public TfValue pad(String name, TfValue x, List<Integer> zeros) {
    TfValue map = planar(x);
    int top = zeros.get(0);
    int bottom = zeros.get(1);
    int left = zeros.get(2);
    int right = zeros.get(3);
    nodes.add(
        new Node.Pad(
            name, name, map.name(), List.of(0, 0, top, left), List.of(0, 0, bottom, right), 0));
    Shape shape =
        Shape.of(
            Shape.DYNAMIC, map.height() + top + bottom, map.width() + left + right, map.channels());
    return new TfValue(name, shape, true);
  }

  /** Resampling to a fixed size; none where the map has it already. */
  public TfValue resize(
      String name, TfValue x, int height, int width, Node.Resize.Mode mode, Node.Resize.Grid grid) {
    TfValue map = planar(x);
    if (height < 1 || width < 1 || height > MAX_RESIZED || width > MAX_RESIZED) {
      throw misfit(name, String.format(Locale.ROOT, "a size of %dx%d", height, width), map);
    }
    if (height == map.height() && width == map.width()) {
      return map;
    }
    nodes.add(new Node.Resize(name, name, map.name(), height, width, mode, grid));
    return new TfValue(name, Shape.of(Shape.DYNAMIC, height, width, map.channels()), true);
  }

  /** The network, with its outputs in TensorFlow's order of axes. */
  public Graph graph(Map<String, TfValue> outputs) {
    outputs.forEach(
        (name, value) -> nodes.add(new Node.Identity(name + "/output", name, plain(value).name())));
    Shape in = input.shape();
    Shape planar = Shape.of(Shape.DYNAMIC, in.dim(3), in.dim(1), in.dim(2));
    return new Graph(
        network, Map.of(input.name(), planar), constants, nodes, List.copyOf(outputs.keySet()));
  }

  private TfValue planar(TfValue x) {
    if (x.planar()) {
      return x;
    }
    if (x.shape().rank() != 4) {
      throw new MalformedModelException(
          x.name() + " has shape " + x.shape() + " where maps (four axes) are needed");
    }
    return turn(x, "/planar", TO_PLANAR);
  }

  private TfValue plain(TfValue x) {
    return x.planar() ? turn(x, "/plain", FROM_PLANAR) : x;
  }

  private TfValue turn(TfValue x, String suffix, List<Integer> permutation) {
    String name = x.name() + suffix;
    TfValue turned = new TfValue(name, x.shape(), !x.planar());
    if (nodes.stream().noneMatch(n -> n.name().equals(name))) {
      nodes.add(new Node.Transpose(name, name, x.name(), permutation));
    }
    return turned;
  }

  private static Shape resolve(String name, TfValue x, int... picture) {
    int[] dims = new int[picture.length + 1];
    dims[0] = Shape.DYNAMIC;
    long known = 1;
    int open = 0;
    for (int i = 0; i < picture.length; i++) {
      dims[i + 1] = picture[i];
      if (picture[i] > 0) {
        known *= picture[i];
      } else {
        open = i + 1;
      }
    }
    if (open > 0) {
      dims[open] = (int) (x.pictureSize() / Math.max(1, known));
      known *= dims[open];
    }
    Shape shape = Shape.of(dims);
    if (known != x.pictureSize() || shape.withBatch(1).isDynamic()) {
      throw misfit(name, "the new shape " + shape, x);
    }
    return shape;
  }

  private static TfValue map(String name, TfValue x, Window window, int channels) {
    int h = window.outputHeight(x.height());
    int w = window.outputWidth(x.width());
    if (h < 1 || w < 1) {
      throw misfit(name, "a window of " + window, x);
    }
    return new TfValue(name, Shape.of(Shape.DYNAMIC, h, w, channels), true);
  }

  private String constant(String name, Tensor tensor) {
    constants.put(name, tensor);
    return name;
  }

  private static MalformedModelException misfit(String node, String what, TfValue value) {
    return new MalformedModelException(
        "%s: %s does not fit %s of shape %s".formatted(node, what, value.name(), value.shape()));
  }
}
