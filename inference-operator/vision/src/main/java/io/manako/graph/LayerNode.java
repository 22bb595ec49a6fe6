package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trained layer: it multiplies what it reads with weights and adds the products up. */
public sealed interface LayerNode extends Node {
  /** The value it reads beside its constants. */
  String input();

  /** Its constants. */
  Filters filters();

  @Override
  default List<String> inputs() {
    return Stream.concat(Stream.of(input()), filters().names().stream()).toList();
  }

  /** The same layer as a fused kind to which nothing is fused yet, or null if there is none. */
  @Nullable FusedLayer fused();

  // No default: every layer has products.
  @Override
  long multiplyAdds(Function<String, Shape> shapes);

  /** Products if every sample of a value meets one window of one filter. */
  private static long products(Shape samples, Shape weights) {
    return (long) samples.size() * (weights.size() / weights.dim(0));
  }

  /**
   * Convolution; depthwise if {@code groups} equals the input's channels.
   *
   * @param filters weights of shape [out, in / groups, kernelHeight, kernelWidth]
   * @param groups parts of the channels that do not meet each other's filters, at least 1
   */
  record Conv(String name, String output, String input, Filters filters, Window window, int groups)
      implements LayerNode {
    @Override
    public Conv withInputs(UnaryOperator<String> names) {
      return new Conv(name, output, names.apply(input), filters.renamed(names), window, groups);
    }

    /** The same convolution under the name of another value. */
    public Conv withOutput(String other) {
      return new Conv(name, other, input, filters, window, groups);
    }

    /** The same geometry with other constants. */
    public Conv withFilters(Filters others) {
      return new Conv(name, output, input, others, window, groups);
    }

    /** A convolution of another value, with a window that fits it. */
    public Conv over(String value, Window other) {
      return new Conv(name, output, value, filters, other, groups);
    }

    @Override
    public FusedLayer.FusedConv fused() {
      return new FusedLayer.FusedConv(this, Epilogue.NONE);
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return LayerNode.products(shapes.apply(output), shapes.apply(filters.weights()));
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Transposed convolution: each input sample adds its multiple of the kernel to the output.
   *
   * @param filters weights of shape [in, out, kernelHeight, kernelWidth]
   * @param window strides of the output; what its padding covers is cut off
   */
  record TransposedConv(String name, String output, String input, Filters filters, Window window)
      implements LayerNode {
    @Override
    public TransposedConv withInputs(UnaryOperator<String> names) {
      return new TransposedConv(name, output, names.apply(input), filters.renamed(names), window);
    }

    @Override
    public @Nullable FusedLayer fused() {
      return null;
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      // Every input sample meets its channel's weights.
      return LayerNode.products(shapes.apply(input), shapes.apply(filters.weights()));
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Fully connected layer: x · Wᵀ + b.
   *
   * @param input of shape [N, in]
   * @param filters weights of shape [out, in]
   */
  record Dense(String name, String output, String input, Filters filters) implements LayerNode {
    @Override
    public Dense withInputs(UnaryOperator<String> names) {
      return new Dense(name, output, names.apply(input), filters.renamed(names));
    }

    /** The same layer under the name of another value. */
    public Dense withOutput(String other) {
      return new Dense(name, other, input, filters);
    }

    /** The same layer with other constants. */
    public Dense withFilters(Filters others) {
      return new Dense(name, output, input, others);
    }

    @Override
    public FusedLayer.FusedDense fused() {
      return new FusedLayer.FusedDense(this, Activation.NONE);
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return shapes.apply(filters.weights()).size();
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }
}
