package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector kernels answer the same bits as the scalar kernels, and writes nowhere else. */
abstract class KernelContract {
  private static final int GUARD = 64;

  private final Kernels vector;
  private final Kernels scalar;
  private final int block;

  KernelContract(Kernels vector) {
    this.vector = vector;
    this.block = vector.block();
    this.scalar = new ScalarKernels(block);
  }

  @ParameterizedTest(name = "{0} to {1} channels, {2}x{3} pixels")
  @CsvSource({
    "1, 1, 1, 1",
    "3, 17, 1, 5",
    "24, 40, 7, 7",
    "16, 96, 3, 14",
    "33, 24, 5, 13",
    "40, 65, 2, 57",
    "1283, 19, 1, 1",
    "8, 1001, 1, 1",
    "12, 8, 1, 113",
    "97, 16, 1, 300",
    "9, 20, 6, 2",
    "2, 8, 57, 113",
    "5, 48, 4, 9"
  })
  void aPointwiseLayerHasTheScalarBits(int inputs, int outputs, int rows, int columns) {
    for (Epilogue epilogue : Epilogue.values()) {
      comparePointwise(inputs, outputs, rows, columns, epilogue);
    }
  }

  private void comparePointwise(int in, int out, int rows, int columns, Epilogue epilogue) {
    Panels panels = vector.panels(blocks(out), rows * columns);
    PointwiseLayer empty = new PointwiseLayer(in, out, block, panels, epilogue, 0, 0);
    PointwiseLayer layer =
        new PointwiseLayer(in, out, block, panels, epilogue, GUARD, GUARD + empty.size());
    float[] w = new float[layer.bias() + blocks(out) * block];
    layer.pack(values(1, in * out), values(2, out), w);
    int inRow = (columns + 2) * block;
    int inStride = rows * inRow;
    int outRow = (columns + 1) * block;
    int outStride = rows * outRow;
    int residual = GUARD + blocks(in) * inStride;
    int at = residual + blocks(out) * outStride + GUARD;
    compare(
        at + blocks(out) * outStride + GUARD,
        (kernels, a) -> {
          Operands o = new Operands(a, w);
          o.in().set(GUARD, inStride, inRow);
          o.out().set(at, outStride, outRow);
          o.residual(residual);
          o.pixels(rows, columns);
          o.panels(0, panels.count());
          kernels.pointwise(layer, o);
        });
  }

  @ParameterizedTest(name = "kernel {0} stride {1} dilation {2}, {3}x{4} outputs of {5} channels")
  @CsvSource({
    "3, 1, 1, 7, 7, 24", "3, 1, 1, 3, 112, 8", "3, 2, 1, 7, 7, 40", "3, 2, 1, 4, 9, 3",
    "5, 1, 1, 7, 14, 16", "5, 2, 1, 5, 5, 33", "7, 1, 1, 8, 11, 8", "7, 2, 1, 4, 4, 5",
    "3, 1, 1, 1, 1, 129", "3, 2, 1, 2, 3, 17", "3, 1, 2, 5, 9, 12", "1, 1, 1, 6, 6, 9",
    "1, 2, 1, 3, 8, 16", "4, 3, 1, 5, 6, 7", "5, 1, 3, 2, 2, 4", "3, 1, 1, 57, 113, 3"
  })
  void aDepthwiseLayerHasTheScalarBits(
      int kernel, int stride, int dilation, int rows, int columns, int channels) {
    Sliding window = new Sliding(kernel, kernel, stride, stride, dilation, dilation);
    for (Epilogue epilogue : Epilogue.values()) {
      if (epilogue != Epilogue.RESIDUAL) {
        compareDepthwise(window, rows, columns, channels, epilogue);
      }
    }
  }

  private void compareDepthwise(
      Sliding window, int rows, int columns, int channels, Epilogue epilogue) {
    DepthwiseLayer layer = new DepthwiseLayer(channels, block, window, epilogue, GUARD);
    float[] w = new float[GUARD + layer.size()];
    layer.pack(values(3, channels * window.rows() * window.columns()), values(4, channels), w);
    int inRow = window.inputColumns(columns) * block;
    int inPlane = window.inputRows(rows) * inRow;
    int outRow = (columns + 2) * block;
    int at = GUARD + blocks(channels) * inPlane;
    compare(
        at + blocks(channels) * rows * outRow + GUARD,
        (kernels, a) -> {
          Operands o = new Operands(a, w);
          o.pixels(rows, columns);
          for (int b = 0; b < blocks(channels); b++) {
            o.in().set(GUARD + b * inPlane, inPlane, inRow);
            o.out().set(at + b * rows * outRow, rows * outRow, outRow);
            kernels.depthwise(layer, b, o);
          }
        });
  }

  @ParameterizedTest(name = "kernel {0}x{1} stride {2} dilation {3}, {4} to {5} in {6} groups")
  @CsvSource({
    "3, 3, 2, 1, 3, 32, 1, 6, 14, true", "3, 3, 1, 1, 1, 9, 1, 1, 1, true",
    "7, 7, 2, 1, 3, 20, 1, 3, 9, true", "4, 2, 3, 1, 4, 16, 1, 2, 5, true",
    "3, 3, 1, 1, 20, 33, 1, 5, 7, false", "1, 1, 2, 1, 24, 40, 1, 4, 6, false",
    "3, 3, 1, 2, 8, 8, 1, 3, 3, false", "3, 3, 1, 1, 32, 32, 8, 4, 8, false",
    "3, 1, 1, 1, 12, 24, 12, 3, 5, false", "5, 5, 2, 1, 30, 18, 6, 2, 13, false",
    "1, 7, 1, 1, 40, 10, 2, 1, 4, false"
  })
  void aWindowLayerHasTheScalarBits(
      int kernelRows,
      int kernelColumns,
      int stride,
      int dilation,
      int inputs,
      int outputs,
      int groups,
      int rows,
      int columns,
      boolean interleaved) {
    Sliding window =
        new Sliding(
            kernelRows, kernelColumns, stride, stride, dilation, interleaved ? 1 : dilation);
    for (Epilogue epilogue : Epilogue.values()) {
      if (epilogue != Epilogue.RESIDUAL) {
        WindowLayer layer =
            new WindowLayer(
                inputs,
                outputs,
                groups,
                block,
                interleaved,
                window,
                Panels.cut(blocks(outputs), 2, 2),
                epilogue,
                GUARD + blocks(outputs) * block,
                GUARD);
        compareWindow(layer, rows, columns);
      }
    }
  }

  private void compareWindow(WindowLayer layer, int rows, int columns) {
    Sliding s = layer.window();
    float[] w = new float[layer.weights() + layer.size()];
    int kernel = s.rows() * s.columns();
    layer.pack(
        values(5, layer.outputs() * layer.inputs() / layer.groups() * kernel),
        values(6, layer.outputs()),
        w);
    int pixel = layer.interleaved() ? layer.inputs() : block;
    int inRow = s.inputColumns(columns) * pixel;
    int inStride = s.inputRows(rows) * inRow;
    int maps = layer.interleaved() ? 1 : blocks(layer.inputs());
    int outRow = columns * block;
    int at = GUARD + maps * inStride;
    WindowTaps taps = new WindowTaps(layer, inRow, inStride);
    compare(
        at + layer.panels().total() * rows * outRow + GUARD,
        (kernels, a) -> {
          Operands o = new Operands(a, w);
          o.in().set(GUARD, inStride, inRow);
          o.out().set(at, rows * outRow, outRow);
          o.pixels(rows, columns);
          o.panels(0, layer.panels().count());
          kernels.window(a, layer, taps, o);
        });
  }

  @ParameterizedTest(name = "kernel {0} stride {1}, {2}x{3} outputs")
  @CsvSource({"2, 2, 3, 5", "3, 2, 7, 4", "3, 1, 1, 1", "7, 1, 2, 2"})
  void poolsHaveTheScalarBits(int kernel, int stride, int rows, int columns) {
    Sliding s = new Sliding(kernel, kernel, stride, stride, 1, 1);
    int inRow = s.inputColumns(columns) * block;
    int out = GUARD + s.inputRows(rows) * inRow;
    int outRow = columns * block;
    int size = out + 2 * rows * outRow + GUARD;
    compare(
        size,
        (kernels, a) -> {
          Operands o = new Operands(a, a);
          o.in().set(GUARD, 0, inRow);
          o.out().set(out, 0, outRow);
          o.pixels(rows, columns);
          kernels.maximum(s, o);
          o.out().shift(rows * outRow);
          kernels.sum(s, o);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 49, 1000})
  void meansAndSumsOfMapsHaveTheScalarBits(int pixels) {
    int n = pixels * block;
    compare(
        GUARD + 4 * n + 2 * block,
        (kernels, a) -> {
          kernels.mean(a, GUARD, pixels, GUARD + n);
          for (Arithmetic operation : Arithmetic.values()) {
            kernels.broadcast(a, operation, GUARD, pixels, GUARD + n, GUARD + n + block);
            kernels.combine(a, operation, GUARD, GUARD + n + block, GUARD + 2 * n + block, n);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void curvesHaveTheScalarBitsAlsoForSpecialValues(Curve curve) {
    float[] special = {
      0f,
      -0f,
      1e-42f,
      -1e-42f,
      Float.MIN_VALUE,
      1e30f,
      -1e30f,
      Float.MAX_VALUE,
      3f,
      -3f,
      6f,
      90f,
      -90f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0.5f
    };
    float[] expected = values(9, GUARD * 4);
    System.arraycopy(special, 0, expected, GUARD, special.length);
    float[] actual = expected.clone();
    scalar.map(expected, curve, 0.1f, 2f, 0, GUARD * 2, GUARD * 2);
    vector.map(actual, curve, 0.1f, 2f, 0, GUARD * 2, GUARD * 2);
    assertThat(bits(actual)).isEqualTo(bits(expected));
  }

  @ParameterizedTest
  @EnumSource(Epilogue.class)
  void notANumberPassesOrIsClampedButNeverSpreadsToOtherPixels(Epilogue epilogue) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Panels panels = vector.panels(1, 9);
      PointwiseLayer layer = new PointwiseLayer(block, block, block, panels, epilogue, 16, 0);
      float[] w = new float[16 + layer.size()];
      layer.pack(values(1, block * block), values(2, block), w);
      float[] clean = values(3, block * 9 * 3);
      float[] spoilt = clean.clone();
      spoilt[4 * block] = bad;
      int out = block * 9;
      for (float[] a : new float[][] {clean, spoilt}) {
        Operands o = new Operands(a, w);
        o.in().set(0, out, out);
        o.out().set(out, out, out);
        o.residual(2 * out);
        o.pixels(1, 9);
        o.panels(0, panels.count());
        vector.pointwise(layer, o);
      }
      for (int i = 0; i < out; i++) {
        boolean same =
            Float.floatToRawIntBits(clean[out + i]) == Float.floatToRawIntBits(spoilt[out + i]);
        assertThat(same || i / block == 4).as("pixel %d of %s", i / block, epilogue).isTrue();
        boolean bounded = epilogue == Epilogue.RELU6 || epilogue == Epilogue.HARD_SIGMOID;
        assertThat(!bounded || spoilt[out + i] >= 0 && spoilt[out + i] <= 6).isTrue();
      }
    }
  }

  /** Runs both on equal arrays of random values; afterwards all of both arrays must be equal. */
  private void compare(int size, BiConsumer<Kernels, float[]> run) {
    float[] expected = values(7, size);
    float[] actual = expected.clone();
    run.accept(scalar, expected);
    run.accept(vector, actual);
    assertThat(Arrays.mismatch(bits(actual), bits(expected))).isEqualTo(-1);
  }

  private int blocks(int channels) {
    return (channels + block - 1) / block;
  }

  /** Mostly ordinary numbers, with zeros, denormals and huge values among them. */
  private static float[] values(int seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      int kind = random.nextInt(64);
      float x = (float) (random.nextDouble() * 4 - 2);
      v[i] = kind == 0 ? 0 : kind == 1 ? x * 1e-41f : kind == 2 ? x * 1e12f : x;
    }
    return v;
  }

  private static int[] bits(float[] a) {
    int[] bits = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      bits[i] = Float.floatToRawIntBits(a[i] == 0 ? 0f : a[i]);
    }
    return bits;
  }
}
