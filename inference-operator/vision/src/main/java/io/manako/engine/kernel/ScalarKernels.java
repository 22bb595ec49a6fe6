package io.manako.engine.kernel;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

/**
 * Kernels in textbook loops: the reference for what every kernel computes, and the implementation
 * that runs without the Vector API.
 */
public final class ScalarKernels implements Kernels {
  private final int block;

  /** Creates kernels over blocks of {@code block} channels: 4, 8 or 16. */
  public ScalarKernels(int block) {
    this.block = block;
  }

  @Override
  public int block() {
    return block;
  }

  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public Panels panels(int blocks, int pixels) {
    return Panels.cut(blocks, 2, 3);
  }

  @Override
  public boolean joinsRows(int columns) {
    return false;
  }

  @Override
  public void pointwise(PointwiseLayer layer, Operands o) {
    float[] a = o.arena();
    float[] w = o.weights();
    int in = o.in().base();
    int inStride = o.in().blockStride();
    int inRow = o.in().rowStride();
    int out = o.out().base();
    int outStride = o.out().blockStride();
    int outRow = o.out().rowStride();
    int residual = o.residual();
    int rows = o.rows();
    int columns = o.columns();
    int firstPanel = o.firstPanel();
    int endPanel = o.endPanel();
    float[] sum = new float[block];
    int group = PointwiseLayer.group(block);
    for (int panel = firstPanel; panel < endPanel; panel++) {
      int first = layer.panels().firstBlock(panel);
      int blocks = layer.panels().blocks(panel);
      for (int b = 0; b < blocks; b++) {
        for (int pixel = 0; pixel < rows * columns; pixel++) {
          int row = pixel / columns;
          int column = pixel % columns;
          System.arraycopy(w, layer.bias() + (first + b) * block, sum, 0, block);
          int weights = layer.weights() + first * layer.blockWeights() + b * block;
          for (int i = 0; i < layer.groups() * group; i++) {
            float x = a[in + i / block * inStride + row * inRow + column * block + i % block];
            multiply(x, w, weights + i * blocks * block, sum);
          }
          int at = (first + b) * outStride + row * outRow + column * block;
          for (int l = 0; l < block; l++) {
            float add = layer.epilogue() == Epilogue.RESIDUAL ? a[residual + at + l] : 0;
            a[out + at + l] = finish(layer.epilogue(), sum[l], add);
          }
        }
      }
    }
  }

  @Override
  public void window(float[] from, WindowLayer layer, WindowTaps taps, Operands o) {
    float[] a = o.arena();
    float[] w = o.weights();
    int in = o.in().base();
    int out = o.out().base();
    int outStride = o.out().blockStride();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    int firstPanel = o.firstPanel();
    int endPanel = o.endPanel();
    float[] sum = new float[block];
    Sliding s = layer.window();
    int pixel = layer.interleaved() ? layer.inputs() : block;
    int weights = layer.weights();
    for (int panel = 0; panel < endPanel; panel++) {
      int first = layer.panels().firstBlock(panel);
      int blocks = layer.panels().blocks(panel);
      for (int b = 0; panel >= firstPanel && b < blocks; b++) {
        for (int i = 0; i < rows * columns; i++) {
          int row = i / columns;
          int column = i % columns;
          System.arraycopy(w, layer.bias() + (first + b) * block, sum, 0, block);
          int tap = weights + b * block;
          for (int offset : taps.offsets(panel)) {
            int x = row * s.strideY() * taps.row() + column * s.strideX() * pixel + offset;
            for (int k = 0; k < taps.run(); k++, tap += blocks * block) {
              multiply(from[in + x + k], w, tap, sum);
            }
          }
          int at = out + (first + b) * outStride + row * outRow + column * block;
          for (int l = 0; l < block; l++) {
            a[at + l] = finish(layer.epilogue(), sum[l], 0);
          }
        }
      }
      weights += layer.taps(first, blocks) * blocks * block;
    }
  }

  private void multiply(float x, float[] w, int weights, float[] sum) {
    for (int l = 0; l < block; l++) {
      sum[l] = Math.fma(x, w[weights + l], sum[l]);
    }
  }

  @Override
  public void depthwise(DepthwiseLayer layer, int channelBlock, Operands o) {
    float[] a = o.arena();
    float[] w = o.weights();
    int in = o.in().base();
    int inRow = o.in().rowStride();
    int out = o.out().base();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    Sliding s = layer.window();
    int weights = layer.weights() + channelBlock * layer.blockWeights();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (int l = 0; l < block; l++) {
          float sum = w[weights + l];
          for (int ky = 0; ky < s.rows(); ky++) {
            for (int kx = 0; kx < s.columns(); kx++) {
              int y = row * s.strideY() + ky * s.dilationY();
              int x = column * s.strideX() + kx * s.dilationX();
              int tap = ky * s.columns() + kx + 1;
              sum = Math.fma(a[in + y * inRow + x * block + l], w[weights + tap * block + l], sum);
            }
          }
          a[out + row * outRow + column * block + l] = finish(layer.epilogue(), sum, 0);
        }
      }
    }
  }

  @Override
  public void maximum(Sliding window, Operands o) {
    pool(window, o, true);
  }

  @Override
  public void sum(Sliding window, Operands o) {
    pool(window, o, false);
  }

  private void pool(Sliding s, Operands o, boolean maximum) {
    float[] a = o.arena();
    int in = o.in().base();
    int inRow = o.in().rowStride();
    int out = o.out().base();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (int l = 0; l < block; l++) {
          float value = maximum ? Float.NEGATIVE_INFINITY : 0;
          for (int ky = 0; ky < s.rows(); ky++) {
            for (int kx = 0; kx < s.columns(); kx++) {
              int y = row * s.strideY() + ky * s.dilationY();
              int x = column * s.strideX() + kx * s.dilationX();
              float v = a[in + y * inRow + x * block + l];
              value = maximum ? Math.max(value, v) : value + v;
            }
          }
          a[out + row * outRow + column * block + l] = value;
        }
      }
    }
  }

  @Override
  public void mean(float[] a, int in, int pixels, int out) {
    for (int l = 0; l < block; l++) {
      float sum = 0;
      for (int p = 0; p < pixels; p++) {
        sum += a[in + p * block + l];
      }
      a[out + l] = sum * (1f / pixels);
    }
  }

  @Override
  public void broadcast(
      float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out) {
    for (int i = 0; i < pixels * block; i++) {
      a[out + i] = operation.of(a[in + i], a[perChannel + i % block]);
    }
  }

  @Override
  public void combine(float[] a, Arithmetic operation, int left, int right, int out, int n) {
    for (int i = 0; i < n; i++) {
      a[out + i] = operation.of(a[left + i], a[right + i]);
    }
  }

  @Override
  public void map(float[] a, Curve curve, float low, float high, int in, int out, int n) {
    for (int i = 0; i < n; i++) {
      a[out + i] = curve(curve, a[in + i], low, high);
    }
  }

  private static float finish(Epilogue epilogue, float sum, float residual) {
    return switch (epilogue) {
      case NONE -> sum;
      case RESIDUAL -> sum + residual;
      case RELU -> intBitsToFloat(Math.max(floatToRawIntBits(sum), 0));
      case RELU6 -> clamp(sum, 6f);
      case HARD_SIGMOID -> clamp(Math.fma(sum, 1f / 6, 0.5f), 1f);
      case HARD_SWISH -> clamp(Math.fma(sum, 1f / 6, 0.5f), 1f) * sum;
    };
  }

  private static float clamp(float x, float high) {
    int bits = Math.max(floatToRawIntBits(x), 0);
    return intBitsToFloat(Math.min(bits, floatToRawIntBits(high)));
  }

  private static float curve(Curve curve, float x, float low, float high) {
    return switch (curve) {
      case RELU -> finish(Epilogue.RELU, x, 0);
      case RELU6 -> finish(Epilogue.RELU6, x, 0);
      case HARD_SIGMOID -> finish(Epilogue.HARD_SIGMOID, x, 0);
      case HARD_SWISH -> finish(Epilogue.HARD_SWISH, x, 0);
      case SIGMOID -> 1 / (1 + exp(-x));
      case SWISH -> x * (1 / (1 + exp(-x)));
      case LEAKY_RELU -> x < 0 ? x * low : x;
      case CLIP -> Math.min(Math.max(x, low), high);
    };
  }

  /**
   * Returns e^x with an error of at most 2 units in the last place and the same bits on every
   * machine: x = n · ln 2 + r, and e^r is Cephes' polynomial of degree 7. The result saturates at
   * e^−87 and e^88.
   */
  public static float exp(float x) {
    float bounded = Math.min(Math.max(x, Exponential.LOWEST), Exponential.HIGHEST);
    float shifted = Math.fma(bounded, Exponential.LOG2E, Exponential.ROUNDER);
    float n = shifted - Exponential.ROUNDER;
    float r = Math.fma(n, -Exponential.LN2_LOW, Math.fma(n, -Exponential.LN2_HIGH, bounded));
    float p = Exponential.C0;
    p = Math.fma(p, r, Exponential.C1);
    p = Math.fma(p, r, Exponential.C2);
    p = Math.fma(p, r, Exponential.C3);
    p = Math.fma(p, r, Exponential.C4);
    p = Math.fma(p, r, Exponential.C5);
    float y = Math.fma(p, r * r, r) + 1;
    int power = floatToRawIntBits(shifted) - floatToRawIntBits(Exponential.ROUNDER) + 127;
    return y * intBitsToFloat(power << 23);
  }
}
