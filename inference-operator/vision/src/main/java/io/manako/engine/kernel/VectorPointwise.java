package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.REGISTERS;

/** 1×1 convolution: cuts maps into tiles of {@link PointwiseTiles}. */
final class VectorPointwise {
  /** Bytes of input that stay in the second-level cache while all panels read them. */
  private static final int CHUNK_BYTES = 192 << 10;

  /**
   * Pixels below which a chunk is not worth reading the weights again; a map of 7 × 7 is one chunk.
   */
  private static final int LEAST_CHUNK = 48;

  private static final TileShapes SHAPES = new TileShapes(REGISTERS, 8, 7, 6, 5, 4, 3, 2, 1);

  /**
   * Keeps the compiler from removing reads whose values are not used. The field is hardly ever
   * written.
   */
  static int seen;

  private VectorPointwise() {}

  /** Implements {@link Kernels#pointwise}. */
  static void run(PointwiseLayer layer, Operands o) {
    int rows = o.rows();
    int columns = o.columns();
    int pixels = Math.max(LEAST_CHUNK, CHUNK_BYTES / Float.BYTES / layer.inputs() / 24 * 24);
    if (columns <= pixels + 24) {
      int chunk = Math.max(1, pixels / columns);
      for (int r = 0; r < rows; r += chunk) {
        panels(layer, o.part(r, 0, Math.min(chunk, rows - r), columns));
      }
      return;
    }
    for (int r = 0; r < rows; r++) {
      int n;
      for (int c = 0; c < columns; c += n) {
        n = columns - c < pixels + 24 ? columns - c : pixels;
        panels(layer, o.part(r, c * B, 1, n));
      }
    }
  }

  private static void panels(PointwiseLayer layer, Operands o) {
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
      int cover = SHAPES.cover(columns, blocks, layer.inputs());
      int wide = TileShapes.wide(cover);
      int narrow = TileShapes.narrow(cover);
      int narrowTiles = TileShapes.narrowTiles(cover);
      int wideTiles = (columns - narrowTiles * narrow + wide - 1) / wide;
      int wideColumns = Math.min(columns, wideTiles * wide);
      // The next panel's weights, or the next layer's, lie behind those of a panel. Each tile reads
      // its share of as many floats ahead, if there is more than one tile and the array does not
      // end there.
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
          VectorCurves.finish(a, layer.epilogue(), out + y, residual + y, columns * B);
        }
      }
      first += blocks;
    }
    if (touched == 1) {
      seen = touched;
    }
  }

  /** Computes one panel of some rows with the tiles for this machine's registers. */
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

  /**
   * Whether pointwise tiles apply an epilogue themselves; the generator writes them for these only.
   */
  private static boolean isInTile(Epilogue epilogue) {
    return epilogue.compareTo(Epilogue.RELU6) <= 0;
  }
}
