package io.manako.graph;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several operations that an engine runs as one. Passes create fused nodes; no file format has
 * them.
 */
public sealed interface FusedNode extends Node
    permits FusedLayer, FusedNode.Spread, FusedNode.SqueezeExcite, FusedNode.InvertedResidual {
  /** Visitor of every kind of fused node. */
  interface Visitor {
    void visit(FusedConv n);

    void visit(FusedDense n);

    void visit(Spread n);

    void visit(SqueezeExcite n);

    void visit(InvertedResidual n);
  }

  /** Calls the visitor's method for this kind of fused node. */
  void acceptFused(Visitor visitor);

  @Override
  default void accept(NodeVisitor visitor) {
    visitor.visit(this);
  }

  // No default, because the fused operations may include layers.
  @Override
  long multiplyAdds(Function<String, Shape> shapes);

  /**
   * Zeros between the samples of a map: a transposed convolution is a spread and a convolution
   * after it.
   *
   * @param stride number of rows and columns from one input sample to the next in the output
   */
  record Spread(String name, String output, String input, Extent stride)
      implements FusedNode, UnaryNode {
    @Override
    public Spread withInput(String other) {
      return new Spread(name, output, other, stride);
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return 0;
    }

    @Override
    public void acceptFused(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * A squeeze-and-excite gate, x · excite(squeeze(mean of each map of x)): Hu et al. 2018, as
   * MobileNetV3 uses it.
   *
   * @param input name of a value of shape [N, C, H, W]
   * @param squeeze pointwise convolution of the means, which have the shape [N, C, 1, 1]
   * @param excite pointwise convolution back to C channels; its activation is the gate's (hard
   *     sigmoid in V3)
   */
  record SqueezeExcite(
      String name, String output, String input, FusedConv squeeze, FusedConv excite)
      implements FusedNode {
    @Override
    public List<String> inputs() {
      List<String> all = new ArrayList<>(List.of(input));
      all.addAll(squeeze.filters().names());
      all.addAll(excite.filters().names());
      return all;
    }

    @Override
    public SqueezeExcite withInputs(UnaryOperator<String> names) {
      UnaryOperator<String> read = outside(this, names);
      return new SqueezeExcite(
          name, output, read.apply(input), squeeze.withInputs(read), excite.withInputs(read));
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return squeeze.multiplyAdds(shapes) + excite.multiplyAdds(shapes);
    }

    @Override
    public void acceptFused(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * An inverted residual, expand 1×1, depthwise, gate, project 1×1: MobileNetV2, section 3.3, and
   * MobileNetV3, section 4. Without {@code expand}, the block is also MobileNetV1's depthwise
   * separable convolution. No other node reads the values between the stages, so an engine need not
   * keep them.
   *
   * @param expand pointwise convolution, or null where the expansion is 1
   * @param depthwise depthwise convolution of {@code expand}'s output, or of the block's input
   * @param gate squeeze-and-excite gate of {@code depthwise}'s output, or null
   * @param project pointwise convolution, linear in V2 and V3; its residual is the shortcut
   */
  record InvertedResidual(
      String name,
      @Nullable FusedConv expand,
      FusedConv depthwise,
      @Nullable SqueezeExcite gate,
      FusedConv project)
      implements FusedNode {

    /** Returns the value that the block reads. */
    public String input() {
      return expand == null ? depthwise.input() : expand.input();
    }

    @Override
    public String output() {
      return project.output();
    }

    @Override
    public List<String> inputs() {
      Set<String> inner = new HashSet<>();
      List<String> read = new ArrayList<>();
      for (FusedNode stage : stages()) {
        stage.inputs().stream()
            .filter(v -> !inner.contains(v) && !read.contains(v))
            .forEach(read::add);
        inner.add(stage.output());
      }
      return read;
    }

    @Override
    public InvertedResidual withInputs(UnaryOperator<String> names) {
      UnaryOperator<String> read = outside(this, names);
      return new InvertedResidual(
          name,
          expand == null ? null : expand.withInputs(read),
          depthwise.withInputs(read),
          gate == null ? null : gate.withInputs(read),
          project.withInputs(read));
    }

    @Override
    public long multiplyAdds(Function<String, Shape> shapes) {
      return stages().stream().mapToLong(stage -> stage.multiplyAdds(shapes)).sum();
    }

    /** Returns the stages that are present, in the order in which they run. */
    public List<FusedNode> stages() {
      return Stream.<@Nullable FusedNode>of(expand, depthwise, gate, project)
          .filter(s -> s != null)
          .toList();
    }

    @Override
    public void acceptFused(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Returns a renaming of the values that a node reads; values between its stages keep their names.
   */
  private static UnaryOperator<String> outside(FusedNode node, UnaryOperator<String> names) {
    return value -> node.inputs().contains(value) ? names.apply(value) : value;
  }
}
