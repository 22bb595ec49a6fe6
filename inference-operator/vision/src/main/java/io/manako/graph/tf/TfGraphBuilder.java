package io.manako.graph.tf;

import io.manako.graph.Activation;
import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MalformedModelException;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.Resampling;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds a planar network from operations that are described in TensorFlow's order of axes. Axes
 * are transposed only where an operation mixes them, such as the flattening of a detector's heads.
 */
public final class TfGraphBuilder {
  /** Name of the input of every network. */
  public static final String INPUT = "image";

  /** Maximum rows and columns of an enlarged map. */
  private static final int MAX_RESIZED = 1 << 14;

  private final String network;
  private final TfValue input;
  private final TfNodes nodes = new TfNodes();

  /**
   * Begins with an input of pictures.
   *
   * @param network name of the network
   */
  public TfGraphBuilder(String network, int height, int width, int channels) {
    this.network = network;
    this.input = new TfValue(INPUT, Shape.of(Shape.DYNAMIC, height, width, channels), true);
  }

  /** Returns the input of the network, a batch of pictures. */
  public TfValue input() {
    return input;
  }

  /** Adds a convolution with weights [rows, columns, in, out]. */
  public TfValue conv(String name, TfValue x, TfFilters filters, TfWindow window) {
    TfValue map = nodes.planar(x);
    Tensor oihw = TfWeightOrder.convolution(filters.weights());
    int in = oihw.shape().dim(1);
    if (in == 0 || map.channels() % in != 0) {
      throw TfShapes.misfit(name, "weights " + filters.weights().shape(), map);
    }
    return planarConv(name, map, new TfFilters(oihw, filters.bias()), window);
  }

  /** Adds a depthwise convolution with weights [rows, columns, channels, multiplier]. */
  public TfValue depthwise(String name, TfValue x, TfFilters filters, TfWindow window) {
    TfValue map = nodes.planar(x);
    Shape weights = filters.weights().shape();
    Tensor oihw = TfWeightOrder.depthwise(filters.weights());
    if (weights.dim(2) != map.channels()) {
      throw TfShapes.misfit(name, "weights " + weights, map);
    }
    return planarConv(name, map, new TfFilters(oihw, filters.bias()), window);
  }

  /** Adds a convolution with weights in ONNX's order, whose input channels determine the groups. */
  private TfValue planarConv(String name, TfValue x, TfFilters oihw, TfWindow geometry) {
    Shape w = oihw.weights().shape();
    Window window = geometry.on(x, new Extent(w.dim(2), w.dim(3)));
    int groups = x.channels() / w.dim(1);
    Filters filters = nodes.filters(name, oihw);
    nodes.add(new LayerNode.Conv(name, name, x.name(), filters, window, groups));
    return TfShapes.windowed(name, x, window, w.dim(0));
  }

  /**
   * Adds a transposed convolution with TensorFlow's SAME padding, which enlarges a map by the
   * strides.
   *
   * @param filters weights [in, out, rows, columns]
   */
  public TfValue transposedConv(String name, TfValue x, TfFilters filters, Extent strides) {
    TfValue map = nodes.planar(x);
    Shape w = filters.weights().shape();
    if (w.dim(0) != map.channels()) {
      throw TfShapes.misfit(name, "weights " + w, map);
    }
    Extent size = new Extent(map.height() * strides.rows(), map.width() * strides.columns());
    checkSize(name, map, size);
    // The kernel reaches over the enlarged map by this much, and the odd sample is cut off last.
    int rows = w.dim(2) - strides.rows();
    int columns = w.dim(3) - strides.columns();
    int top = Math.max(0, rows) / 2;
    int left = Math.max(0, columns) / 2;
    Border cut = new Border(top, left, rows - top, columns - left);
    Window window = new Window(new Extent(w.dim(2), w.dim(3)), strides, Extent.square(1), cut);
    Filters turned = nodes.transposedFilters(name, filters);
    nodes.add(new LayerNode.TransposedConv(name, name, map.name(), turned, window, 1));
    return new TfValue(name, Shape.of(Shape.DYNAMIC, size.rows(), size.columns(), w.dim(1)), true);
  }

  /**
   * Adds a batch normalisation with four constants of shape [channels]: scale, shift, mean,
   * variance.
   */
  public TfValue batchNorm(String name, TfValue x, List<Tensor> four, float epsilon) {
    TfValue map = nodes.planar(x);
    List<String> c = new ArrayList<>();
    for (Tensor t : four) {
      if (!t.shape().equals(Shape.of(map.channels()))) {
        throw TfShapes.misfit(name, "a constant of shape " + t.shape(), map);
      }
      c.add(nodes.constant(name + "/" + c.size(), t));
    }
    Node.BatchNorm.Parameters parameters =
        new Node.BatchNorm.Parameters(c.get(0), c.get(1), c.get(2), c.get(3));
    nodes.add(new Node.BatchNorm(name, name, map.name(), parameters, epsilon));
    return new TfValue(name, map.shape(), true);
  }

  /** Adds a non-linearity. */
  public TfValue activate(String name, TfValue x, Activation activation) {
    nodes.add(new Node.Activate(name, name, x.name(), activation));
    return new TfValue(name, x.shape(), x.planar());
  }

  /**
   * Adds {@code a operator b} for two values, one of which may be broadcast to the other's shape.
   */
  public TfValue binary(String name, Node.Binary.Operator operator, TfValue a, TfValue b) {
    TfValue left = b.planar() ? nodes.planar(a) : a;
    TfValue right = left.planar() ? nodes.planar(b) : b;
    Shape shape = TfShapes.stretched(name, left, right);
    nodes.add(new Node.Binary(name, name, left.name(), right.name(), operator));
    return new TfValue(name, shape, left.planar());
  }

  /** Adds {@code x operator constant}. */
  public TfValue binary(String name, Node.Binary.Operator operator, TfValue x, Tensor constant) {
    String c = besides(name, x, constant);
    nodes.add(new Node.Binary(name, name, x.name(), c, operator));
    return new TfValue(name, x.shape(), x.planar());
  }

  /** Adds {@code constant operator x}. */
  public TfValue binary(String name, Node.Binary.Operator operator, Tensor constant, TfValue x) {
    String c = besides(name, x, constant);
    nodes.add(new Node.Binary(name, name, c, x.name(), operator));
    return new TfValue(name, x.shape(), x.planar());
  }

  private String besides(String name, TfValue x, Tensor constant) {
    if (constant.shape().size() != 1 && !TfShapes.stretches(constant.shape(), x.shape())) {
      throw TfShapes.misfit(name, "a constant of shape " + constant.shape(), x);
    }
    return nodes.constant(
        name + "/constant", x.planar() ? TfWeightOrder.besideMaps(constant) : constant);
  }

  /** Adds a pooling; TensorFlow's mean never counts the padding. */
  public TfValue pool(
      String name, TfValue x, Node.Pool.Kind kind, List<Integer> kernel, TfWindow geometry) {
    TfValue map = nodes.planar(x);
    Window window = geometry.on(map, new Extent(kernel.get(0), kernel.get(1)));
    nodes.add(new Node.Pool(name, name, map.name(), kind, window));
    return TfShapes.windowed(name, map, window, map.channels());
  }

  /** Adds the mean of each map. */
  public TfValue globalMean(String name, TfValue x, boolean keepDims) {
    TfValue map = nodes.planar(x);
    nodes.add(new Node.ReduceMean(name, name, map.name(), List.of(2, 3), true));
    TfValue mean = new TfValue(name, Shape.of(Shape.DYNAMIC, 1, 1, map.channels()), true);
    return keepDims ? mean : reshape(name + "/flat", mean, map.channels());
  }

  /** Adds a fully connected layer with weights [in, out]. */
  public TfValue dense(String name, TfValue x, TfFilters filters) {
    Tensor t = TfWeightOrder.dense(filters.weights());
    if (x.shape().rank() != 2 || t.shape().dim(1) != x.channels()) {
      throw TfShapes.misfit(name, "weights " + filters.weights().shape(), x);
    }
    Filters turned = nodes.filters(name, new TfFilters(t, filters.bias()));
    nodes.add(new LayerNode.Dense(name, name, x.name(), turned));
    return new TfValue(name, Shape.of(Shape.DYNAMIC, t.shape().dim(0)), false);
  }

  /**
   * Adds a reshape to other extents of a picture, without the batch; −1 stands once for the rest.
   */
  public TfValue reshape(String name, TfValue x, int... picture) {
    Shape shape = TfShapes.resolved(name, x, picture);
    boolean pixel = shape.rank() == 4 && shape.dim(1) == 1 && shape.dim(2) == 1;
    TfValue in = x.isPixel() ? x : nodes.plain(x);
    List<Integer> target = new ArrayList<>(List.of(0));
    for (int i = 1; i < shape.rank(); i++) {
      target.add(pixel ? shape.dim(i == 1 ? 3 : 1) : shape.dim(i));
    }
    nodes.add(new MoveNode.Reshape(name, name, in.name(), target));
    return new TfValue(name, shape, pixel);
  }

  public TfValue concat(String name, List<TfValue> values, int axis) {
    boolean planar = values.stream().allMatch(TfValue::planar);
    List<TfValue> parts = values.stream().map(v -> planar ? v : nodes.plain(v)).toList();
    if (parts.isEmpty()) {
      throw new MalformedModelException(name + " joins no values");
    }
    int rank = parts.get(0).shape().rank();
    int at = axis < 0 ? axis + rank : axis;
    if (at < 1 || at >= rank) {
      throw TfShapes.misfit(name, "axis " + axis, parts.get(0));
    }
    Shape joined = TfShapes.joined(name, parts, at);
    nodes.add(
        new MoveNode.Concat(
            name,
            name,
            parts.stream().map(TfValue::name).toList(),
            planar ? TfNodes.TO_PLANAR.indexOf(at) : at));
    return new TfValue(name, joined, planar);
  }

  /** Adds a softmax over the channels. */
  public TfValue softmax(String name, TfValue x) {
    nodes.add(new Node.Softmax(name, name, x.name(), x.planar() ? 1 : x.shape().rank() - 1));
    return new TfValue(name, x.shape(), x.planar());
  }

  /** Adds zeros around maps. */
  public TfValue pad(String name, TfValue x, Border zeros) {
    int[] before = {zeros.top(), zeros.left(), 0};
    int[] after = {zeros.bottom(), zeros.right(), 0};
    return pad(name, x, before, after);
  }

  /**
   * Adds zeros around maps.
   *
   * @param before numbers of rows, columns and channels in front
   * @param after numbers of rows, columns and channels behind
   */
  public TfValue pad(String name, TfValue x, int[] before, int[] after) {
    TfValue map = nodes.planar(x);
    MoveNode.Pad.Margins margins =
        new MoveNode.Pad.Margins(
            List.of(0, before[2], before[0], before[1]), List.of(0, after[2], after[0], after[1]));
    int height = map.height() + before[0] + after[0];
    int width = map.width() + before[1] + after[1];
    checkSize(name, map, new Extent(height, width));
    nodes.add(new MoveNode.Pad(name, name, map.name(), margins, 0));
    int channels = map.channels() + before[2] + after[2];
    return new TfValue(name, Shape.of(Shape.DYNAMIC, height, width, channels), true);
  }

  /** Adds a resampling to a fixed size, or nothing where the map has that size. */
  public TfValue resize(String name, TfValue x, Extent size, Resampling sampling) {
    TfValue map = nodes.planar(x);
    int height = size.rows();
    int width = size.columns();
    checkSize(name, map, size);
    if (height == map.height() && width == map.width()) {
      return map;
    }
    nodes.add(new MoveNode.Resize(name, name, map.name(), size, sampling));
    return new TfValue(name, Shape.of(Shape.DYNAMIC, height, width, map.channels()), true);
  }

  private static void checkSize(String name, TfValue map, Extent size) {
    int height = size.rows();
    int width = size.columns();
    if (height < 1 || width < 1 || height > MAX_RESIZED || width > MAX_RESIZED) {
      throw TfShapes.misfit(
          name, String.format(Locale.ROOT, "a size of %dx%d", height, width), map);
    }
  }

  /** Returns the network, with its outputs in TensorFlow's order of axes. */
  public Graph graph(Map<String, TfValue> outputs) {
    outputs.forEach(
        (name, value) -> {
          String plain = nodes.plain(value).name();
          nodes.add(new MoveNode.Identity(name + "/output", name, plain));
        });
    Shape in = input.shape();
    Shape planar = Shape.of(Shape.DYNAMIC, in.dim(3), in.dim(1), in.dim(2));
    return nodes.toGraph(network, Map.of(input.name(), planar), List.copyOf(outputs.keySet()));
  }
}
