package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trained layer, which multiplies its input by weights and sums the products. */
public sealed interface LayerNode extends Node {
  /** Returns the value that the layer reads besides its constants. */
  String input();

  /** Returns the constants of the layer. */
  Filters filters();

  @Override
  default List<String> inputs() {
    return Stream.concat(Stream.of(input()), filters().names().stream()).toList();
  }

  /**
   * Returns the same layer as a fused kind with nothing fused to it yet, or null if there is none.
   */
  @Nullable FusedLayer fused();

  // No default, because every layer has products.
  @Override
  long multiplyAdds(Function<String, Shape> shapes);

  /**
   * Returns the number of products if each sample is multiplied with all weights of one index of
   * their first axis.
   */
  private static long products(Shape samples, Shape weights) {
    return (long) samples.size() * (weights.size() / weights.dim(0));
  }

  /**
   * A convolution, depthwise if {@code groups} equals the number of input channels.
   *
   * @param filters weights of shape [out, in / groups, kernelHeight, kernelWidth]
   * @param groups number of groups of channels, each with its own filters, at least 1
   */
  record Conv(String name, String output, String input, Filters filters, Window window, int groups)
      implements LayerNode {
    @Override
    public Conv withInputs(UnaryOperator<String> names) {
      return new Conv(name, output, names.apply(input), filters.renamed(names), window, groups);
    }

    /** Returns the same convolution, which writes another value. */
    public Conv withOutput(String other) {
      return new Conv(name, other, input, filters, window, groups);
    }

    /** Returns the same geometry with other constants. */
    public Conv withFilters(Filters others) {
      return new Conv(name, output, input, others, window, groups);
    }

    /** Returns the convolution of another value, with a window that fits it. */
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
   * A transposed convolution, in which each input sample adds its multiple of the kernel to the
   * output.
   *
   * @param filters weights of shape [in, out / groups, kernelHeight, kernelWidth]
   * @param window window on the output: its stride is a step of the output, and its padding is cut
   *     off; negative padding below and right adds samples that hold the bias alone
   * @param groups number of groups of channels, each with its own filters, at least 1
   */
  record TransposedConv(
      String name, String output, String input, Filters filters, Window window, int groups)
      implements LayerNode {
    @Override
    public TransposedConv withInputs(UnaryOperator<String> names) {
      return new TransposedConv(
          name, output, names.apply(input), filters.renamed(names), window, groups);
    }

    @Override
    public @Nullable FusedLayer fused() {
      return null;
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      // Every input sample is multiplied with its channel's weights.
      return LayerNode.products(shapes.apply(input), shapes.apply(filters.weights()));
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * A fully connected layer: x · Wᵀ + b.
   *
   * @param input name of a value of shape [N, in]
   * @param filters weights of shape [out, in]
   */
  record Dense(String name, String output, String input, Filters filters) implements LayerNode {
    @Override
    public Dense withInputs(UnaryOperator<String> names) {
      return new Dense(name, output, names.apply(input), filters.renamed(names));
    }

    /** Returns the same layer, which writes another value. */
    public Dense withOutput(String other) {
      return new Dense(name, other, input, filters);
    }

    /** Returns the same layer with other constants. */
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
