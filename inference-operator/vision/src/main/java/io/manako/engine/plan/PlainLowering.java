package io.manako.engine.plan;

import io.manako.engine.kernel.Arithmetic;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Turns nodes that move elements, or that are rare, into steps over row-major values. */
final class PlainLowering {
  private final Values values;
  private final List<Step> steps;

  PlainLowering(Values values, List<Step> steps) {
    this.values = values;
    this.steps = steps;
  }

  /** Makes a value available under another name. */
  void rename(String from, String to) {
    Pictures pictures = values.pictures(from);
    if (pictures != null) {
      values.put(to, pictures);
    } else if (values.hasMap(from)) {
      values.put(to, values.map(from));
    } else {
      values.put(to, values.plain(from));
    }
  }

  void reshape(MoveNode.Reshape node) {
    Shape from = values.picture(node.input());
    Shape to = values.picture(node.output());
    boolean vector =
        values.hasMap(node.input()) && values.mapShape(node.input()).channels() == from.size();
    boolean led = values.batch() == 1 || values.isLed(node.output());
    if (vector && led && to.rank() > 0 && to.dim(0) == from.size()) {
      values.put(node.output(), values.map(node.input()));
    } else {
      int pictures = led ? values.batch() : 1;
      values.put(node.output(), values.plain(node.input()).reshaped(to, pictures));
    }
  }

  void transpose(MoveNode.Transpose node) {
    List<Integer> p = node.permutation();
    if (p.get(0) != 0) {
      throw new IllegalArgumentException("it moves the batch axis");
    }
    Pictures pictures = values.pictures(node.input());
    boolean toChannels = p.equals(List.of(0, 3, 1, 2));
    if (pictures != null && toChannels && values.isChannelsLast(node.input(), pictures)) {
      values.put(node.output(), pictures);
      return;
    }
    if (values.hasMap(node.input()) && p.equals(List.of(0, 2, 3, 1))) {
      FeatureMap in = values.map(node.input());
      steps.add(CopyStep.of(in, values.newPlain(node.output()), true));
      return;
    }
    Plain in = values.plain(node.input());
    Plain out = values.newPlain(node.output());
    int[] from = new int[out.picture().rank()];
    for (int i = 0; i < from.length; i++) {
      from[i] = in.strides()[p.get(i + 1) - 1];
    }
    steps.add(CopyStep.of(in, out, new Strides(out.picture().dims(), from, out.strides())));
  }

  void softmax(Node.Softmax node) {
    int axis = pictureAxis(node.input(), node.axis());
    Plain in = values.plain(node.input());
    Plain out = values.newPlain(node.output());
    int extent = in.picture().dim(axis);
    int inner = in.strides()[axis];
    steps.add(new PlainSteps.Softmax(in, out, PlainSteps.Split.of(in, extent, inner)));
  }

  void mean(Node.ReduceMean node, List<Integer> axes) {
    for (int i = 1; i < axes.size(); i++) {
      if (axes.get(i) != axes.get(i - 1) + 1) {
        throw new IllegalArgumentException("its axes " + axes + " are not neighbours");
      }
    }
    int first = pictureAxis(node.input(), axes.get(0));
    int last = pictureAxis(node.input(), axes.get(axes.size() - 1));
    Plain in = values.plain(node.input());
    Plain out = values.newPlain(node.output());
    int inner = in.strides()[last];
    int extent = in.strides()[first] * in.picture().dim(first) / inner;
    steps.add(new PlainSteps.Mean(in, out, PlainSteps.Split.of(in, extent, inner)));
  }

  void concat(MoveNode.Concat node, int axis) {
    Plain out = values.newPlain(node.output());
    int at = pictureAxis(node.output(), axis);
    int done = 0;
    for (String input : node.inputs()) {
      Plain in = values.plain(input);
      int inner = in.strides()[at] * in.picture().dim(at);
      int outer = in.size() / inner;
      int pitch = out.strides()[at] * out.picture().dim(at);
      int[] extents = {outer, inner};
      Strides box = new Strides(extents, new int[] {inner, 1}, new int[] {pitch, 1});
      steps.add(CopyStep.of(in, out, box.shifted(0, done * out.strides()[at])));
      done += in.picture().dim(at);
    }
  }

  void slice(MoveNode.Slice node) {
    int axis = pictureAxis(node.input(), node.axis());
    Plain in = values.plain(node.input());
    Plain out = values.newPlain(node.output());
    int size = in.picture().dim(axis);
    int[] from = in.strides();
    int first = node.range().first(size) * from[axis];
    from[axis] *= node.range().step();
    Strides box = new Strides(out.picture().dims(), from, out.strides());
    steps.add(CopyStep.of(in, out, box.shifted(first, 0)));
  }

  void pad(MoveNode.Pad node) {
    List<Integer> before = node.margins().before();
    if (before.get(0) != 0 || node.margins().after().get(0) != 0) {
      throw new IllegalArgumentException("it pads the batch axis");
    }
    Plain in = values.plain(node.input());
    Plain out = values.newPlain(node.output());
    int first = 0;
    for (int i = 0; i < out.picture().rank(); i++) {
      first += before.get(i + 1) * out.strides()[i];
    }
    Strides box = new Strides(in.picture().dims(), in.strides(), out.strides());
    steps.add(CopyStep.of(in, out, box.shifted(0, first)).onto(node.value()));
  }

  void binary(Node.Binary node, Arithmetic operation) {
    Plain out = values.newPlain(node.output());
    PlainSteps.Operand left = operand(node.left(), out);
    PlainSteps.Operand right = operand(node.right(), out);
    steps.add(new PlainSteps.Combine(operation, left, right, out));
  }

  /** Returns one side of an operation, with a stride of 0 along the axes where it is repeated. */
  private PlainSteps.Operand operand(String value, Plain out) {
    float[] constant = values.constant(value);
    Shape whole = values.shape(value);
    int rank = out.picture().rank();
    if (constant != null && whole.rank() > rank && whole.dim(0) != 1) {
      throw new IllegalArgumentException("constant " + value + " differs from picture to picture");
    }
    if (constant == null && whole.rank() != rank + 1) {
      throw new IllegalArgumentException(value + " of shape " + whole + " has fewer axes");
    }
    int[] extents = whole.dims();
    int skipped = Math.max(0, extents.length - rank);
    int[] own = Arrays.copyOfRange(extents, skipped, extents.length);
    int[] strides = new int[rank];
    int stride = 1;
    for (int i = own.length - 1; i >= 0; i--) {
      strides[rank - own.length + i] = own[i] == 1 ? 0 : stride;
      stride *= own[i];
    }
    return constant == null
        ? new PlainSteps.Operand(values.plain(value), new float[0], strides)
        : new PlainSteps.Operand(null, constant, strides);
  }

  private int pictureAxis(String value, int axis) {
    int rank = values.shape(value).rank();
    int positive = axis < 0 ? axis + rank : axis;
    if (positive == 0) {
      throw new IllegalArgumentException("it works along the batch axis");
    }
    return positive - 1;
  }
}
