package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.FLOATS;
import static io.manako.engine.kernel.Lanes.REGISTERS;

import jdk.incubator.vector.FloatVector;

/**
 * The kernels in the Vector API. This class cuts maps into tiles; the tiles themselves are written
 * at build time by {@code TileGenerator}.
 */
final class VectorKernels implements Kernels {
  /** Input that stays in the second-level cache while all panels pass over it. */
  private static final int CHUNK_BYTES = 192 << 10;

  /** Fewer pixels are not worth reading the weights again: a map of 7 × 7 passes as one. */
  private static final int LEAST_CHUNK = 48;

  /** Rows below this are mostly tiles of fewer than twelve sums. */
  private static final int NARROW = 16;

  private static final TileShapes POINTWISE = new TileShapes(REGISTERS, 8, 7, 6, 5, 4, 3, 2, 1);
  private static final TileShapes WINDOW = new TileShapes(REGISTERS, 7, 6, 4, 2, 1);

  /** With a hard activation of twelve sums JDK 17 makes objects of some. */
  private static final TileShapes HARD_WINDOW = new TileShapes(REGISTERS, 4, 2, 1);

  /** Keeps the compiler from leaving out reads whose values nobody wants. Hardly ever written. */
  static int seen;

  @Override
  public int block() {
    return B;
  }

  @Override
  public String description() {
    return "Vector API, " + B * Float.SIZE + " bit";
  }

  @Override
  public Panels panels(int blocks, int pixels) {
    return pixels == 1 ? Panels.cut(blocks, 4, 4) : Panels.cut(blocks, 2, 3);
  }

  /** Tiles for 32 registers fit rows of 7 and 14 pixels, those for 16 do not. */
  @Override
  public boolean joinsRows(int columns) {
    return REGISTERS == 16 && columns < NARROW;
  }

  @Override
  public void pointwise(
      float[] a,
      float[] w,
      PointwiseLayer layer,
      int in,
      int inStride,
      int inRow,
      int out,
      int outStride,
      int outRow,
      int residual,
      int rows,
      int columns,
      int firstPanel,
      int endPanel) {
    int pixels = Math.max(LEAST_CHUNK, CHUNK_BYTES / Float.BYTES / layer.inputs() / 24 * 24);
    if (columns <= pixels + 24) {
      int chunk = Math.max(1, pixels / columns);
      for (int r = 0; r < rows; r += chunk) {
        int to = out + r * outRow;
        int from = in + r * inRow;
        int n = Math.min(chunk, rows - r);
        panels(
            a,
            w,
            layer,
            from,
            inStride,
            inRow,
            to,
            outStride,
            outRow,
            residual + r * outRow,
            n,
            columns,
            firstPanel,
            endPanel);
      }
      return;
    }
    for (int r = 0; r < rows; r++) {
      int n;
      for (int c = 0; c < columns; c += n) {
        n = columns - c < pixels + 24 ? columns - c : pixels;
        int from = in + r * inRow + c * B;
        int at = r * outRow + c * B;
        panels(
            a,
            w,
            layer,
            from,
            inStride,
            0,
            out + at,
            outStride,
            0,
            residual + at,
            1,
            n,
            firstPanel,
            endPanel);
      }
    }
  }

  private void panels(
      float[] a,
      float[] w,
      PointwiseLayer layer,
      int in,
      int inStride,
      int inRow,
      int out,
      int outStride,
      int outRow,
      int residual,
      int rows,
      int columns,
      int firstPanel,
      int endPanel) {
    int first = layer.panels().firstBlock(firstPanel);
    int groups = layer.groups();
    boolean inTile = isInTile(layer.epilogue());
    int epilogue = (inTile ? layer.epilogue() : Epilogue.NONE).ordinal();
    int touched = 0;
    for (int p = firstPanel; p < endPanel; p++) {
      int blocks = layer.panels().blocks(p);
      int size = blocks * layer.blockWeights();
      int weights = layer.weights() + first * layer.blockWeights();
      int bias = layer.bias() + first * B;
      int at = out + first * outStride;
      int cover = POINTWISE.cover(columns, blocks, layer.inputs());
      int wide = TileShapes.wide(cover);
      int narrow = TileShapes.narrow(cover);
      int narrowTiles = TileShapes.narrowTiles(cover);
      int wideTiles = (columns - narrowTiles * narrow + wide - 1) / wide;
      int wideColumns = Math.min(columns, wideTiles * wide);
      // Behind a panel's weights lie the next one's, or the next layer's: each tile reads its share
      // of as many ahead, if there is more than one tile and the array does not end there.
      int tiles = rows * (wideTiles + narrowTiles);
      boolean far = tiles > 1 && weights + 2 * size + groups <= w.length;
      int share = far ? size / tiles : 0;
      int step = (share + groups - 1) / groups;
      int ahead = far ? weights + size : weights;
      int column = 0;
      for (int part = 0; part < (narrowTiles > 0 ? 2 : 1); part++) {
        boolean isWide = part == 0;
        int shape = (isWide ? wide : narrow) * 10 + blocks;
        int run = isWide ? wideColumns : columns - wideColumns;
        int runTiles = isWide ? wideTiles : narrowTiles;
        int x = in + column * B;
        int y = at + column * B;
        touched |=
            rows(
                shape, epilogue, a, x, inStride, inRow, groups, w, weights, bias, y, outStride,
                outRow, ahead, step, share, rows, run, runTiles);
        column += run;
        ahead += rows * runTiles * share;
      }
      for (int b = 0; !inTile && b < blocks; b++) {
        for (int r = 0; r < rows; r++) {
          int y = first * outStride + b * outStride + r * outRow;
          finish(a, layer.epilogue(), out + y, residual + y, columns * B);
        }
      }
      first += blocks;
    }
    if (touched == 1) {
      seen = touched;
    }
  }

  /** One panel of some rows, with the tiles for this machine's registers. */
  private static int rows(
      int shape,
      int epilogue,
      float[] a,
      int in,
      int inStride,
      int inRow,
      int groups,
      float[] w,
      int weights,
      int bias,
      int out,
      int outStride,
      int outRow,
      int ahead,
      int step,
      int share,
      int rows,
      int columns,
      int tiles) {
    int touched = 0;
    for (int r = 0; r < rows; r++) {
      int x = in + r * inRow;
      int y = out + r * outRow;
      int next = ahead + r * tiles * share;
      touched |=
          REGISTERS == 32
              ? WidePointwiseTiles.row(
                  shape, epilogue, a, x, inStride, groups, w, weights, bias, y, outStride, next,
                  step, share, columns, tiles)
              : PointwiseTiles.row(
                  shape, epilogue, a, x, inStride, groups, w, weights, bias, y, outStride, next,
                  step, share, columns, tiles);
    }
    return touched;
  }

  /** Whether pointwise tiles do that on their own; the generator says why they do no more. */
  private static boolean isInTile(Epilogue epilogue) {
    return epilogue.compareTo(Epilogue.RELU6) <= 0;
  }

  @Override
  public void window(
      float[] from,
      int in,
      float[] a,
      float[] w,
      WindowLayer layer,
      WindowTaps taps,
      int out,
      int outStride,
      int outRow,
      int rows,
      int columns,
      int firstPanel,
      int endPanel) {
    Sliding s = layer.window();
    int epilogue = layer.epilogue().ordinal();
    TileShapes shapes = isInTile(layer.epilogue()) ? WINDOW : HARD_WINDOW;
    int pixelStep = s.strideX() * (layer.interleaved() ? layer.inputs() : B);
    int weights = layer.weights();
    for (int p = 0, first = 0; p < endPanel; first += layer.panels().blocks(p), p++) {
      int blocks = layer.panels().blocks(p);
      int[] offsets = taps.offsets(p);
      int cover = shapes.cover(columns, blocks, taps.run() * offsets.length);
      int narrow = TileShapes.narrow(cover) * TileShapes.narrowTiles(cover);
      int bias = layer.bias() + first * B;
      for (int r = 0; p >= firstPanel && r < rows; r++) {
        for (int c = 0, width; c < columns; c += width) {
          width = c < columns - narrow ? TileShapes.wide(cover) : TileShapes.narrow(cover);
          int shape = width * 10 + blocks;
          int column = Math.min(c, columns - width);
          int x = in + r * s.strideY() * taps.row() + column * pixelStep;
          int y = out + first * outStride + r * outRow + column * B;
          switch (taps.run()) {
            case 1 ->
                WindowTiles.tileBy1(
                    shape, epilogue, from, x, a, pixelStep, offsets, w, weights, bias, y,
                    outStride);
            case 9 ->
                WindowTiles.tileBy9(
                    shape, epilogue, from, x, a, offsets, w, weights, bias, y, outStride);
            case 3 ->
                WindowTiles.tileBy3(
                    shape, epilogue, from, x, a, pixelStep, offsets, w, weights, bias, y,
                    outStride);
            default ->
                WindowTiles.tileByGROUP(
                    shape, epilogue, from, x, a, pixelStep, offsets, w, weights, bias, y,
                    outStride);
          }
        }
      }
      weights += layer.taps(first, blocks) * blocks * B;
    }
  }

  @Override
  public void depthwise(
      float[] a,
      float[] w,
      DepthwiseLayer layer,
      int channelBlock,
      int in,
      int inRow,
      int out,
      int outRow,
      int rows,
      int columns) {
    Sliding s = layer.window();
    int weights = layer.weights() + channelBlock * layer.blockWeights();
    int kernel = s.rows();
    int stride = s.strideX();
    int width = tileColumns(columns);
    boolean unrolled = s.isSquare() && kernel % 2 == 1 && kernel > 1 && kernel <= 7;
    if (unrolled && stride <= 2 && width > 0) {
      int shape = kernel * 100 + stride * 10 + width;
      int epilogue = layer.epilogue().ordinal();
      DepthwiseTiles.plane(shape, epilogue, a, in, inRow, w, weights, out, outRow, rows, columns);
      return;
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int x = in + r * s.strideY() * inRow + c * s.strideX() * B;
        anyWindow(a, w, s, weights, x, inRow, out + r * outRow + c * B);
      }
      finish(a, layer.epilogue(), out + r * outRow, 0, columns * B);
    }
  }

  /** The tile width that computes the fewest columns; four wide, JDK 17 boxes. */
  private static int tileColumns(int columns) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int width = 7; width >= 5; width--) {
      int computed = (columns + width - 1) / width * (width + 1);
      if (width <= columns && computed < least) {
        least = computed;
        best = width;
      }
    }
    return best;
  }

  private static void anyWindow(
      float[] a, float[] w, Sliding s, int weights, int in, int inRow, int out) {
    // One loop that runs at least once: with two nested ones JDK 17 boxes the sum.
    FloatVector sum = FloatVector.fromArray(FLOATS, w, weights);
    int taps = s.rows() * s.columns();
    int tap = 0;
    do {
      int ky = tap / s.columns();
      int kx = tap % s.columns();
      int x = in + ky * s.dilationY() * inRow + kx * s.dilationX() * B;
      FloatVector weight = FloatVector.fromArray(FLOATS, w, weights + (tap + 1) * B);
      sum = FloatVector.fromArray(FLOATS, a, x).fma(weight, sum);
    } while (++tap < taps);
    sum.intoArray(a, out);
  }

  private void finish(float[] a, Epilogue epilogue, int at, int residual, int n) {
    switch (epilogue) {
      case NONE -> {}
      case RELU -> map(a, Curve.RELU, 0, 0, at, at, n);
      case RELU6 -> map(a, Curve.RELU6, 0, 0, at, at, n);
      case HARD_SIGMOID -> map(a, Curve.HARD_SIGMOID, 0, 0, at, at, n);
      case HARD_SWISH -> map(a, Curve.HARD_SWISH, 0, 0, at, at, n);
      case RESIDUAL -> combine(a, Arithmetic.ADD, at, residual, at, n);
    }
  }

  @Override
  public void maximum(
      float[] a, Sliding s, int in, int inRow, int out, int outRow, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int x = in + r * s.strideY() * inRow + c * s.strideX() * B;
        FloatVector most = FloatVector.fromArray(FLOATS, a, x);
        int tap = 0;
        do {
          int ky = tap / s.columns();
          int kx = tap % s.columns();
          int at = x + ky * s.dilationY() * inRow + kx * s.dilationX() * B;
          most = most.max(FloatVector.fromArray(FLOATS, a, at));
        } while (++tap < s.rows() * s.columns());
        most.intoArray(a, out + r * outRow + c * B);
      }
    }
  }

  @Override
  public void sum(
      float[] a, Sliding s, int in, int inRow, int out, int outRow, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int x = in + r * s.strideY() * inRow + c * s.strideX() * B;
        FloatVector sum = FloatVector.zero(FLOATS);
        int tap = 0;
        do {
          int ky = tap / s.columns();
          int kx = tap % s.columns();
          int at = x + ky * s.dilationY() * inRow + kx * s.dilationX() * B;
          sum = sum.add(FloatVector.fromArray(FLOATS, a, at));
        } while (++tap < s.rows() * s.columns());
        sum.intoArray(a, out + r * outRow + c * B);
      }
    }
  }

  @Override
  public void mean(float[] a, int in, int pixels, int out) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int p = 0;
    do {
      sum = sum.add(FloatVector.fromArray(FLOATS, a, in + p * B));
    } while (++p < pixels);
    sum.mul(1f / pixels).intoArray(a, out);
  }

  @Override
  public void broadcast(
      float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out) {
    FloatVector y = FloatVector.fromArray(FLOATS, a, perChannel);
    for (int i = 0; i < pixels * B; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      switch (operation) {
        case ADD -> x.add(y).intoArray(a, out + i);
        case SUB -> x.sub(y).intoArray(a, out + i);
        case MUL -> x.mul(y).intoArray(a, out + i);
        case DIV -> x.div(y).intoArray(a, out + i);
      }
    }
  }

  @Override
  public void combine(float[] a, Arithmetic operation, int left, int right, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, left + i);
      FloatVector y = FloatVector.fromArray(FLOATS, a, right + i);
      switch (operation) {
        case ADD -> x.add(y).intoArray(a, out + i);
        case SUB -> x.sub(y).intoArray(a, out + i);
        case MUL -> x.mul(y).intoArray(a, out + i);
        case DIV -> x.div(y).intoArray(a, out + i);
      }
    }
  }

  @Override
  public void map(float[] a, Curve curve, float low, float high, int in, int out, int n) {
    VectorCurves.map(a, curve, low, high, in, out, n);
  }
}
