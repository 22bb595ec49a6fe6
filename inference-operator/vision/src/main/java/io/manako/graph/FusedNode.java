package io.manako.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several operations that an engine runs in one go. The passes make them; no file format has them.
 */
public sealed interface FusedNode extends Node {

  /**
   * activation(convolution + bias + residual).
   *
   * @param weights constant of shape [out, in / groups, kernelHeight, kernelWidth]
   * @param bias constant of shape [out], or null
   * @param groups 1, or the input's channels for a depthwise convolution, or between
   * @param residual a value of the output's shape that is added before the activation, or null
   */
  record FusedConv(
      String name,
      String output,
      String input,
      String weights,
      @Nullable String bias,
      Window window,
      int groups,
      Activation activation,
      @Nullable String residual)
      implements FusedNode {
    @Override
    public List<String> inputs() {
      return Stream.of(input, weights, bias, residual).filter(s -> s != null).toList();
    }

    /** One kernel position, one step a time, no padding and no groups. */
    public boolean isPointwise() {
      return window.equals(Window.square(1, 1)) && groups == 1;
    }
  }

  /**
   * activation(x · Wᵀ + b).
   *
   * @param input of shape [N, in]
   * @param weights constant of shape [out, in]
   * @param bias constant of shape [out], or null
   */
  record FusedDense(
      String name,
      String output,
      String input,
      String weights,
      @Nullable String bias,
      Activation activation)
      implements FusedNode {
    @Override
    public List<String> inputs() {
      return Stream.of(input, weights, bias).filter(s -> s != null).toList();
    }
  }

  /**
   * Zeros between samples of a map: a transposed convolution is a convolution behind it.
   *
   * @param strideY rows from one input row to the next in the output
   * @param strideX columns from one input column to the next in the output
   */
  record Spread(String name, String output, String input, int strideY, int strideX)
      implements FusedNode {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * x · excite(squeeze(mean of each map of x)): Hu et al. 2018, as MobileNetV3 uses it.
   *
   * @param input of shape [N, C, H, W]
   * @param squeeze pointwise on the [N, C, 1, 1] means
   * @param excite pointwise back to C channels; its activation is the gate's (hard sigmoid in V3)
   */
  record SqueezeExcite(
      String name, String output, String input, FusedConv squeeze, FusedConv excite)
      implements FusedNode {
    @Override
    public List<String> inputs() {
      List<String> all = new ArrayList<>(List.of(input));
      all.addAll(constants(squeeze));
      all.addAll(constants(excite));
      return all;
    }

    private static List<String> constants(FusedConv conv) {
      return Stream.of(conv.weights(), conv.bias()).filter(s -> s != null).toList();
    }
  }

  /**
   * Expand 1×1, depthwise, gate, project 1×1: MobileNetV2, section 3.3, and MobileNetV3, section 4.
   * Without {@code expand} it is also MobileNetV1's depthwise separable convolution. The values
   * between the stages are read by nobody else, so an engine need not keep them.
   *
   * @param expand pointwise, or null where the expansion is 1
   * @param depthwise reads {@code expand}'s output, or the block's input
   * @param gate reads {@code depthwise}'s output, or null
   * @param project pointwise; linear in V2 and V3; its residual is the shortcut
   */
  record InvertedResidual(
      String name,
      @Nullable FusedConv expand,
      FusedConv depthwise,
      @Nullable SqueezeExcite gate,
      FusedConv project)
      implements FusedNode {

    /** The value that the block reads. */
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

    /** The stages that are there, in the order in which they run. */
    public List<FusedNode> stages() {
      return Stream.<@Nullable FusedNode>of(expand, depthwise, gate, project)
          .filter(s -> s != null)
          .toList();
    }
  }
}
