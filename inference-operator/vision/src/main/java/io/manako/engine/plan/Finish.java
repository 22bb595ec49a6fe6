package io.manako.engine.plan;

import io.manako.engine.kernel.Curve;
import io.manako.engine.kernel.Epilogue;
import io.manako.engine.kernel.View;
import io.manako.graph.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Computation of a convolution's activation: in the tile, or over the sums that the tile has
 * stored.
 *
 * @param epilogue operation on a sum in the tile
 * @param curve function over the stored sums afterwards, or null
 * @param low first argument of the curve
 * @param high second argument of the curve
 */
record Finish(Epilogue epilogue, @Nullable Curve curve, float low, float high) {

  /** Finish that leaves the sum unchanged. */
  static final Finish NONE = new Finish(Epilogue.NONE, null, 0, 0);

  static Finish of(Activation activation, boolean residual) {
    Epilogue fast = residual ? null : epilogue(activation.kind());
    if (fast != null) {
      return new Finish(fast, null, 0, 0);
    }
    Epilogue sum = residual ? Epilogue.RESIDUAL : Epilogue.NONE;
    return new Finish(sum, curve(activation.kind()), activation.low(), activation.high());
  }

  private static @Nullable Epilogue epilogue(Activation.Kind kind) {
    return switch (kind) {
      case NONE -> Epilogue.NONE;
      case RELU -> Epilogue.RELU;
      case RELU6 -> Epilogue.RELU6;
      case HARD_SWISH -> Epilogue.HARD_SWISH;
      case HARD_SIGMOID -> Epilogue.HARD_SIGMOID;
      case SIGMOID, SWISH, LEAKY_RELU, CLIP -> null;
    };
  }

  /** Returns the function over stored values, or null for none. */
  static @Nullable Curve curve(Activation.Kind kind) {
    return switch (kind) {
      case NONE -> null;
      case RELU -> Curve.RELU;
      case RELU6 -> Curve.RELU6;
      case HARD_SWISH -> Curve.HARD_SWISH;
      case HARD_SIGMOID -> Curve.HARD_SIGMOID;
      case SIGMOID -> Curve.SIGMOID;
      case SWISH -> Curve.SWISH;
      case LEAKY_RELU -> Curve.LEAKY_RELU;
      case CLIP -> Curve.CLIP;
    };
  }

  /**
   * Runs the curve, if there is one, over {@code floats} floats of each of {@code blocks} blocks.
   */
  void apply(Workspace w, View map, int blocks, int floats) {
    if (curve == null) {
      return;
    }
    for (int b = 0; b < blocks; b++) {
      int i = map.base() + b * map.blockStride();
      w.kernels.map(w.arena, curve, low, high, i, i, floats);
    }
  }
}
