package io.manako.engine.plan;

import io.manako.engine.kernel.DepthwiseLayer;
import io.manako.engine.kernel.Epilogue;
import io.manako.engine.kernel.Kernels;
import io.manako.engine.kernel.Panels;
import io.manako.engine.kernel.PointwiseLayer;
import io.manako.engine.kernel.Sliding;
import io.manako.engine.kernel.WindowLayer;
import io.manako.graph.Filters;
import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates the kernels' layers of a graph's convolutions and reserves places for their weights. */
final class LayerPacking {
  private final Values values;
  private final Kernels kernels;
  private final WeightPacking packing;

  LayerPacking(Values values, Kernels kernels, WeightPacking packing) {
    this.values = values;
    this.kernels = kernels;
    this.packing = packing;
  }

  Stage<PointwiseLayer> pointwise(FusedConv conv) {
    Finish finish = Finish.of(conv.activation(), conv.addsResidual());
    MapShape in = values.mapShape(conv.input());
    Weights weights = weights(conv.filters());
    int outputs = values.shape(conv.filters().weights()).dim(0);
    int pixels = in.height() * in.width();
    return pointwise(in.channels(), outputs, pixels, weights, finish);
  }

  Stage<PointwiseLayer> dense(FusedDense dense) {
    Weights weights = weights(dense.filters());
    int outputs = values.shape(dense.filters().weights()).dim(0);
    int inputs = values.shape(dense.filters().weights()).dim(1);
    return pointwise(inputs, outputs, 1, weights, Finish.of(dense.activation(), false));
  }

  private Stage<PointwiseLayer> pointwise(
      int inputs, int outputs, int pixels, Weights weights, Finish finish) {
    int block = kernels.block();
    Panels panels = kernels.panels(blocks(outputs), pixels);
    Epilogue epilogue = finish.epilogue();
    PointwiseLayer sized = new PointwiseLayer(inputs, outputs, block, panels, epilogue, 0, 0);
    int bias = packing.reserve(panels.total() * block);
    int at = packing.reserve(sized.size());
    PointwiseLayer layer = new PointwiseLayer(inputs, outputs, block, panels, epilogue, at, bias);
    packing.fill(target -> layer.pack(weights.dense().get(), weights.bias().get(), target));
    return new Stage<>(layer, finish);
  }

  Stage<DepthwiseLayer> depthwise(FusedConv conv, Sliding window) {
    Finish finish = Finish.of(conv.activation(), false);
    int channels = values.mapShape(conv.input()).channels();
    int block = kernels.block();
    DepthwiseLayer sized = new DepthwiseLayer(channels, block, window, finish.epilogue(), 0);
    int at = packing.reserve(sized.size());
    DepthwiseLayer layer = new DepthwiseLayer(channels, block, window, finish.epilogue(), at);
    Weights weights = weights(conv.filters());
    packing.fill(target -> layer.pack(weights.dense().get(), weights.bias().get(), target));
    return new Stage<>(layer, finish);
  }

  /** Returns a convolution with a window; another step adds a residual. */
  Stage<WindowLayer> window(FusedConv conv, Sliding window, boolean interleaved) {
    Finish finish = conv.addsResidual() ? Finish.NONE : Finish.of(conv.activation(), false);
    int inputs = values.mapShape(conv.input()).channels();
    int outputs = values.shape(conv.filters().weights()).dim(0);
    int block = kernels.block();
    Panels panels = Panels.cut(blocks(outputs), 2, 2);
    int bias = packing.reserve(panels.total() * block);
    WindowLayer sized =
        new WindowLayer(
            inputs,
            outputs,
            conv.groups(),
            block,
            interleaved,
            window,
            panels,
            finish.epilogue(),
            0,
            bias);
    int at = packing.reserve(sized.size());
    WindowLayer layer =
        new WindowLayer(
            inputs,
            outputs,
            conv.groups(),
            block,
            interleaved,
            window,
            panels,
            finish.epilogue(),
            at,
            bias);
    Weights weights = weights(conv.filters());
    packing.fill(target -> layer.pack(weights.dense().get(), weights.bias().get(), target));
    return new Stage<>(layer, finish);
  }

  /**
   * Whether rows of {@code columns} pixels are computed faster as one run that is then moved apart.
   */
  boolean joinsRows(int columns) {
    return kernels.joinsRows(columns);
  }

  private int blocks(int channels) {
    return (channels + kernels.block() - 1) / kernels.block();
  }

  /**
   * Returns suppliers of weights. They copy weights only for packing, and not if another engine has
   * packed them already.
   */
  private Weights weights(Filters filters) {
    required(filters.weights());
    return new Weights(
        () -> required(filters.weights()).toArray(), () -> values.constant(filters.bias()));
  }

  private Tensor required(String constant) {
    Tensor weights = values.tensor(constant);
    if (weights == null) {
      throw new IllegalArgumentException("its weights " + constant + " are not constant");
    }
    return weights;
  }

  private record Weights(Supplier<float[]> dense, Supplier<float @Nullable []> bias) {}
}
