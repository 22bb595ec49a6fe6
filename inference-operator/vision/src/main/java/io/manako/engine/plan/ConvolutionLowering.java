package io.manako.engine.plan;

import io.manako.engine.kernel.Arithmetic;
import io.manako.engine.kernel.Curve;
import io.manako.engine.kernel.DepthwiseLayer;
import io.manako.engine.kernel.PointwiseLayer;
import io.manako.engine.kernel.WindowLayer;
import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.graph.FusedNode;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.FusedNode.SqueezeExcite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns convolutions, fully connected layers and inverted residuals into steps. */
final class ConvolutionLowering implements FusedNode.Visitor {
  /** Bytes of a strip's scratch memory: most of a core's second-level cache. */
  private static final int STRIP_BYTES = 384 << 10;

  /**
   * Greatest input of a block, in bytes per picture, that is read again for every panel of
   * channels.
   */
  private static final int CHANNELWISE_BYTES = 96 << 10;

  /**
   * Bytes of weights from which a projection behind a depthwise convolution does not fit the cache
   * beside a strip. Such weights are read once for the whole map instead of once per strip.
   */
  private static final int LARGE_PROJECTION_BYTES = 64 << 10;

  /** Rows per thread below which several threads divide a map by channels. */
  private static final int LEAST_ROWS = 14;

  private final Values values;
  private final LayerPacking layers;
  private final List<Step> steps;
  private final int threads;

  ConvolutionLowering(Values values, LayerPacking layers, List<Step> steps, int threads) {
    this.values = values;
    this.layers = layers;
    this.steps = steps;
    this.threads = threads;
  }

  @Override
  public void visit(FusedDense dense) {
    Stage<PointwiseLayer> stage = layers.dense(dense);
    FeatureMap in = values.map(dense.dense().input());
    steps.add(new PointwiseStep(stage, in, values.newMap(dense.output()), null));
  }

  @Override
  public void visit(Spread spread) {
    FeatureMap in = values.map(spread.input());
    FeatureMap out = values.newMap(spread.output());
    steps.add(new SpreadStep(spread.stride().rows(), spread.stride().columns(), in, out));
  }

  @Override
  public void visit(FusedConv conv) {
    if (isDepthwise(conv)) {
      depthwise(conv);
    } else if (conv.isPointwise() && values.pictures(conv.input()) == null) {
      pointwise(conv);
    } else {
      window(conv);
    }
  }

  private boolean isDepthwise(FusedConv conv) {
    int channels = values.mapShape(conv.input()).channels();
    return conv.groups() == channels
        && values.mapShape(conv.output()).channels() == channels
        && (channels > 1 || conv.window().kernel().columns() > 1)
        && !conv.addsResidual()
        && values.pictures(conv.input()) == null;
  }

  private void pointwise(FusedConv conv) {
    Stage<PointwiseLayer> stage = layers.pointwise(conv);
    FeatureMap in = values.map(conv.input());
    FeatureMap residual = residual(conv);
    FeatureMap out = values.newMap(conv.output());
    steps.add(new PointwiseStep(stage, in, out, residual));
  }

  private @Nullable FeatureMap residual(FusedConv conv) {
    return conv.residual() == null ? null : values.map(conv.residual());
  }

  private void depthwise(FusedConv conv) {
    FeatureMap in = values.map(conv.input());
    Padding padding = Padding.of(conv.window(), in.height(), in.width());
    Stage<DepthwiseLayer> stage = layers.depthwise(conv, padding.sliding());
    FeatureMap out = values.newMap(conv.output());
    steps.add(new ChannelStep(null, stage, new ChannelStep.Maps(in, padding, out), threads));
  }

  private void window(FusedConv conv) {
    MapShape shape = values.mapShape(conv.input());
    Padding padding = Padding.of(conv.window(), shape.height(), shape.width());
    Pictures pictures = values.pictures(conv.input());
    boolean interleaved =
        pictures != null && conv.groups() == 1 && conv.window().dilation().columns() == 1;
    Stage<WindowLayer> stage = layers.window(conv, padding.sliding(), interleaved);
    if (pictures != null && interleaved) {
      steps.add(WindowStep.of(stage, padding, pictures, values.newMap(conv.output())));
    } else {
      FeatureMap in = values.map(conv.input());
      PaddedMap padded = padded(in, padding, 0);
      steps.add(WindowStep.of(stage, padding, padded, values.newMap(conv.output())));
    }
    addResidual(conv);
  }

  /** Returns the map with its padding, or the map itself if it needs none. */
  PaddedMap padded(FeatureMap in, Padding padding, float value) {
    if (padding.isNone(in.height(), in.width())) {
      return PaddedMap.of(in);
    }
    PaddedMap padded = PaddedMap.around(in, padding);
    Planes.Filling filling = new Planes.Filling(value, in.width(), in.block());
    steps.add(new PadStep(in, padded, padding, filling));
    return padded;
  }

  /**
   * Adds steps for the residual and then the activation, which pointwise steps compute themselves.
   */
  private void addResidual(FusedConv conv) {
    FeatureMap residual = residual(conv);
    if (residual == null) {
      return;
    }
    FeatureMap out = values.map(conv.output());
    steps.add(new MapSteps.Combine(Arithmetic.ADD, out, residual, out));
    Curve curve = Finish.curve(conv.activation().kind());
    if (curve != null) {
      float low = conv.activation().low();
      steps.add(new MapSteps.Map(curve, low, conv.activation().high(), out, out));
    }
  }

  @Override
  public void visit(InvertedResidual block) {
    FusedConv expand = block.expand();
    FusedConv depthwise = block.depthwise();
    MapShape map = values.mapShape(depthwise.input());
    Padding padding = Padding.of(depthwise.window(), map.height(), map.width());
    FeatureMap in = values.map(block.input());
    if (isChannelwise(in, padding) || (expand == null && isLarge(block.project()))) {
      channelwise(expand, depthwise, padding, in);
    } else {
      StripProducer producer =
          expand == null ? new MapProducer(in) : new ExpandProducer(layers.pointwise(expand), in);
      strips(block, producer, padding);
      return;
    }
    if (block.gate() != null) {
      visit(block.gate());
    }
    pointwise(block.project());
  }

  private boolean isChannelwise(FeatureMap in, Padding padding) {
    boolean fewRows = threads > 1 && padding.outputHeight() < LEAST_ROWS * threads;
    return fewRows || in.blocks() * in.plane() * Float.BYTES <= CHANNELWISE_BYTES;
  }

  private boolean isLarge(FusedConv project) {
    int inputs = values.mapShape(project.input()).channels();
    int outputs = values.mapShape(project.output()).channels();
    return (long) inputs * outputs * Float.BYTES >= LARGE_PROJECTION_BYTES;
  }

  private void channelwise(
      @Nullable FusedConv expand, FusedConv depthwise, Padding padding, FeatureMap in) {
    ChannelStep.Expansion expansion =
        expand == null
            ? null
            : new ChannelStep.Expansion(layers.pointwise(expand), layers.joinsRows(in.width()));
    Stage<DepthwiseLayer> second = layers.depthwise(depthwise, padding.sliding());
    FeatureMap out = values.newMap(depthwise.output());
    steps.add(new ChannelStep(expansion, second, new ChannelStep.Maps(in, padding, out), threads));
  }

  private void strips(InvertedResidual block, StripProducer producer, Padding padding) {
    FusedConv depthwise = block.depthwise();
    MapShape map = values.mapShape(depthwise.input());
    Stage<DepthwiseLayer> second = layers.depthwise(depthwise, padding.sliding());
    Strip strip = Strip.cut(padding, map, values.block(), STRIP_BYTES);
    SqueezeExcite gate = block.gate();
    if (gate == null) {
      StripStep.Projection third =
          new StripStep.Projection(layers.pointwise(block.project()), residual(block.project()));
      StripStep.Stages stages = new StripStep.Stages(producer, second, third);
      steps.add(new StripStep(stages, strip, values.newMap(block.output()), threads));
      return;
    }
    StripStep.Stages stages = new StripStep.Stages(producer, second, null);
    steps.add(new StripStep(stages, strip, values.newMap(depthwise.output()), threads));
    visit(gate);
    pointwise(block.project());
  }

  /** Scales a map by its gate, in place if nothing else reads the map. */
  @Override
  public void visit(SqueezeExcite gate) {
    FeatureMap in = values.map(gate.input());
    FeatureMap mean = values.newMap(gate.squeeze().input());
    steps.add(new MapSteps.Mean(in, mean));
    pointwise(gate.squeeze());
    pointwise(gate.excite());
    FeatureMap factors = values.map(gate.excite().output());
    FeatureMap out = values.inPlace(gate.input(), gate.output());
    steps.add(new MapSteps.PerChannel(Arithmetic.MUL, in, factors, out));
  }
}
