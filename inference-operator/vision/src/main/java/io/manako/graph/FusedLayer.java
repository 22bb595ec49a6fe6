package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A layer and the operations that are fused to its output. */
public sealed interface FusedLayer extends FusedNode {
  /** Returns the constants of the layer. */
  Filters filters();

  /** Returns the non-linearity after the layer. */
  Activation activation();

  /** Returns whether another value is added before the non-linearity. */
  boolean addsResidual();

  /** Returns the same layer, which writes another value. */
  FusedLayer withOutput(String output);

  /** Returns the same layer with other constants. */
  FusedLayer withFilters(Filters filters);

  /** Returns the same layer with another non-linearity. */
  FusedLayer withActivation(Activation activation);

  /**
   * A convolution and its epilogue: activation(convolution + bias + residual).
   *
   * @param conv convolution, which has the node's name, input and output
   * @param epilogue operations after its sum
   */
  record FusedConv(LayerNode.Conv conv, Epilogue epilogue) implements FusedLayer {
    @Override
    public String name() {
      return conv.name();
    }

    @Override
    public String output() {
      return conv.output();
    }

    /** Returns the value that is convolved. */
    public String input() {
      return conv.input();
    }

    @Override
    public Filters filters() {
      return conv.filters();
    }

    @Override
    public Activation activation() {
      return epilogue.activation();
    }

    /** Returns the value that is added, or null. */
    public @Nullable String residual() {
      return epilogue.residual();
    }

    @Override
    public boolean addsResidual() {
      return epilogue.residual() != null;
    }

    /** Returns the window that slides over the input. */
    public Window window() {
      return conv.window();
    }

    /** Returns the number of groups of channels, each with its own filters. */
    public int groups() {
      return conv.groups();
    }

    /** Returns whether the kernel is 1×1, with a stride of 1, no padding and no groups. */
    public boolean isPointwise() {
      return window().equals(Window.square(1, 1)) && groups() == 1;
    }

    @Override
    public List<String> inputs() {
      return Stream.concat(conv.inputs().stream(), Stream.ofNullable(residual())).toList();
    }

    @Override
    public FusedConv withInputs(UnaryOperator<String> names) {
      return new FusedConv(conv.withInputs(names), epilogue.renamed(names));
    }

    @Override
    public FusedConv withOutput(String output) {
      return new FusedConv(conv.withOutput(output), epilogue);
    }

    @Override
    public FusedConv withFilters(Filters filters) {
      return new FusedConv(conv.withFilters(filters), epilogue);
    }

    @Override
    public FusedConv withActivation(Activation activation) {
      return new FusedConv(conv, epilogue.withActivation(activation));
    }

    /** Returns the same convolution, which adds a value before its non-linearity. */
    public FusedConv withResidual(String value) {
      return new FusedConv(conv, epilogue.withResidual(value));
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return conv.multiplyAdds(shapes);
    }

    @Override
    public void acceptFused(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * A fully connected layer and its activation: activation(x · Wᵀ + b).
   *
   * @param dense fully connected layer, which has the node's name, input and output
   * @param activation non-linearity after the layer
   */
  record FusedDense(LayerNode.Dense dense, Activation activation) implements FusedLayer {
    @Override
    public String name() {
      return dense.name();
    }

    @Override
    public String output() {
      return dense.output();
    }

    @Override
    public Filters filters() {
      return dense.filters();
    }

    @Override
    public boolean addsResidual() {
      return false;
    }

    @Override
    public List<String> inputs() {
      return dense.inputs();
    }

    @Override
    public FusedDense withInputs(UnaryOperator<String> names) {
      return new FusedDense(dense.withInputs(names), activation);
    }

    @Override
    public FusedDense withOutput(String output) {
      return new FusedDense(dense.withOutput(output), activation);
    }

    @Override
    public FusedDense withFilters(Filters filters) {
      return new FusedDense(dense.withFilters(filters), activation);
    }

    @Override
    public FusedDense withActivation(Activation other) {
      return new FusedDense(dense, other);
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return dense.multiplyAdds(shapes);
    }

    @Override
    public void acceptFused(Visitor visitor) {
      visitor.visit(this);
    }
  }
}
