package io.manako.generator;

import static io.manako.generator.TileText.answer;
import static io.manako.generator.TileText.answering;
import static io.manako.generator.TileText.caseOf;
import static io.manako.generator.TileText.dispatch;
import static io.manako.generator.TileText.lines;
import static io.manako.generator.TileText.loadWeights;
import static io.manako.generator.TileText.multiply;
import static io.manako.generator.TileText.names;
import static io.manako.generator.TileText.startAtBias;
import static io.manako.generator.TileText.store;
import static io.manako.generator.TileText.switchOn;
import static io.manako.generator.TileText.write;

import io.manako.generator.TileText.Epilogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the register-blocked kernels at build time; its argument is a folder of sources.
 *
 * <p>A tile is a group of neighbouring pixels times some channel blocks whose sums all live in
 * vector registers. The Vector API keeps a sum in a register only when it is a local variable, so
 * each tile shape has to be written out; this program is what people read instead. Every tile
 * computes {@code sum = fma(input, weight, sum)} from the bias on, kernel rows outermost, then
 * kernel columns, then input channels: so a result has the same bits in every tile shape, at every
 * vector width and in {@code ScalarKernels}.
 */
public final class TileGenerator {
  /**
   * What pointwise tiles look like where there are so many vector registers.
   *
   * <p>With 32 they are plain loops. With 16 the input channels of large ones are written out, and
   * the loops end at their foot: at the head of a loop a sum is its first or its last value, and
   * JDK 17 has been seen to make objects of such sums for good. With 32 that costs more than it
   * saves, for the compiler then checks bounds in the loop; which shapes are safe there a test
   * says.
   */
  private enum Registers {
    SIXTEEN(
        "int g = 0;\n    do {",
        "} while (++g < groups);",
        "int k = 0;\n        do {",
        "} while (++k < GROUP);"),
    THIRTY_TWO("for (int g = 0; g < groups; g++) {", "}", "for (int k = 0; k < GROUP; k++) {", "}");

    final String groups;
    final String endOfGroups;
    final String channels;
    final String endOfChannels;

    Registers(String groups, String endOfGroups, String channels, String endOfChannels) {
      this.groups = groups;
      this.endOfGroups = endOfGroups;
      this.channels = channels;
      this.endOfChannels = endOfChannels;
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder, "PointwiseTiles", pointwise(Registers.SIXTEEN));
    write(folder, "WidePointwiseTiles", pointwise(Registers.THIRTY_TWO));
    write(folder, "WindowTiles", window());
    write(folder, "DepthwiseTiles", depthwise());
  }

  // ---- 1×1 convolution: pixels × channel blocks, one broadcast per pixel and input channel. With
  // more epilogues than these the JVM's first compiler gives the largest tiles up, and what it has
  // compiled without a profile before that never reaches the second one.

  private static final String TILE =
      "float[] a, int in, int inStride, int groups, float[] w, int weights, int bias, int out,"
          + " int outStride, int ahead, int step";

  private static final String ROW = TILE + ", int share, int columns, int tiles";

  private static String pointwise(Registers registers) {
    StringBuilder java = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    for (int blocks = 1; blocks <= 4; blocks++) {
      for (int pixels = 1; pixels <= (blocks == 4 ? 2 : 8); pixels++) {
        String row = "row%dx%d".formatted(pixels, blocks);
        StringBuilder loops = new StringBuilder();
        for (Epilogue e : List.of(Epilogue.NONE, Epilogue.RELU, Epilogue.RELU6)) {
          String name = "tile%dx%d%s".formatted(pixels, blocks, e);
          java.append(pointwise(registers, name, pixels, blocks, e));
          loops.append(tilesOfRow(e, name, pixels));
        }
        java.append(row(row, loops.toString()));
        String call = "%s(epilogue, %s)".formatted(row, names(ROW));
        cases.append(answer(pixels * 10 + blocks, call));
      }
    }
    return java + answering("row", ROW, cases.toString());
  }

  /**
   * All tiles of a row; the last one overlaps the one before. A method for each shape: the JVM
   * compiles none of more than 8,000 bytes.
   */
  private static String row(String name, String loops) {
    return """
          private static int %s(int epilogue, %s) {
            int touched = 0;
            switch (epilogue) {
        %s      default -> throw new IllegalArgumentException("epilogue " + epilogue);
            }
            return touched;
          }

        """
        .formatted(name, ROW, loops);
  }

  private static String tilesOfRow(Epilogue epilogue, String tile, int pixels) {
    return """
              case %d -> {
                for (int t = 0; t < tiles; t++) {
                  int pixel = Math.min(t * %d, columns - %2$d) * B;
                  touched |= %s(
                      a, in + pixel, inStride, groups, w, weights, bias, out + pixel, outStride,
                      ahead, step);
                  ahead += share;
                }
              }
        """
        .formatted(epilogue.ordinal(), pixels, tile);
  }

  /**
   * One tile. At each group of input channels it also reads a float of what the next panel will
   * want: weights come from far, and Java has no prefetch. What was read is returned, or else the
   * compiler would leave it out.
   */
  private static String pointwise(
      Registers registers, String name, int pixels, int blocks, Epilogue epilogue) {
    boolean wide = registers == Registers.THIRTY_TWO;
    return """
          private static int %s(%s) {
            int touched = 0;
        %s    %s
              touched |= Float.floatToRawIntBits(w[ahead]);
              ahead += step;
              int x = in + (g >> GROUP_SHIFT) * inStride + (g & GROUP_MASK) * GROUP;
              %s%s{
                %s
        %s%s          weights += %d * B;
                %s
              }
            %s
        %s    return touched;
          }

        """
        .formatted(
            name,
            TILE,
            startAtBias(pixels, blocks),
            registers.groups,
            wide ? "" : writtenOut(Exit.RETURN, pixels, blocks),
            wide ? "" : writtenOut(Exit.BREAK, pixels, blocks),
            registers.channels,
            loadWeights(blocks, "weights"),
            multiply(0, pixels, blocks, "a[x + k + %d * B]"),
            blocks,
            registers.endOfChannels,
            registers.endOfGroups,
            store(pixels, blocks, epilogue));
  }

  /**
   * A group's input channels written out, so that nothing is counted between them. Tiles for 32
   * registers need none of this.
   */
  private static String writtenOut(Exit exit, int pixels, int blocks) {
    if (!exit.isIn(pixels, blocks)) {
      return "";
    }
    return """
        if (%s) {
                int guard = x | 1;
        %s        if (GROUP > 4) {
        %s        }
                weights += GROUP * %d * B%s;
              } else\s"""
        .formatted(
            exit.condition,
            steps(0, 4, exit, pixels, blocks),
            steps(4, 8, exit, pixels, blocks),
            blocks,
            exit.step);
  }

  private static String steps(int from, int to, Exit exit, int pixels, int blocks) {
    StringBuilder java = new StringBuilder();
    for (int k = from; k < to; k++) {
      String input = "a[x + %d + %%d * B]".formatted(k);
      for (int p = 0; p < pixels; p += exit.pixels(blocks)) {
        int n = 2 * (k * pixels + p) - 1;
        java.append(n < 0 ? "" : "      if (guard == -%d) %s;%n".formatted(n, exit.statement))
            .append(
                p > 0 ? "" : "      {\n" + loadWeights(blocks, "weights + " + k * blocks + " * B"))
            .append(multiply(p, Math.min(p + exit.pixels(blocks), pixels), blocks, input));
      }
      java.append("      }\n");
    }
    return java.toString();
  }

  // ---- Convolution with a window; the input is zero-padded, so no pixel is special. Each tap is
  // a run of neighbouring floats at an offset from the pixel: one pixel of an interleaved picture,
  // or a group of channels of a blocked map. Runs have a constant length, since JDK 17 boxes the
  // sums of an inner loop that might not run at all.

  private static String window() {
    StringBuilder java = new StringBuilder();
    for (String run : new String[] {"1", "3", "9", "GROUP"}) {
      // Nine are a row of three pixels; with a constant step their bounds are checked together.
      String step = run.equals("9") ? "6" : "pixelStep";
      String arguments =
          "float[] from, int in, float[] a, %sint[] taps, float[] w, int weights, int bias, int out,"
                  .formatted(run.equals("9") ? "" : "int pixelStep, ")
              + " int outStride";
      StringBuilder cases = new StringBuilder();
      for (int blocks = 1; blocks <= 2; blocks++) {
        for (int pixels : new int[] {1, 2, 4, 6, 7}) {
          StringBuilder inner = new StringBuilder();
          for (Epilogue e : Epilogue.values()) {
            String name = "tile%dx%d%sBy%s".formatted(pixels, blocks, e, run);
            String input = "from[x + k + %%d * %s]".formatted(step);
            java.append(window(name, arguments, run, pixels, blocks, e, input));
            inner.append(dispatch(e, name, arguments));
          }
          cases.append(caseOf(pixels * 10 + blocks, inner.toString()));
        }
      }
      java.append(
          switchOn("tileBy" + run, "int shape, int epilogue, " + arguments, cases.toString()));
    }
    return java.toString();
  }

  private static String window(
      String name,
      String arguments,
      String run,
      int pixels,
      int blocks,
      Epilogue epilogue,
      String input) {
    return """
          private static void %s(%s) {
        %s    for (int t = 0; t < taps.length; t++) {
              int x = in + taps[t];
              for (int k = 0; k < %s; k++) {
        %s%s        weights += %d * B;
              }
            }
        %s  }

        """
        .formatted(
            name,
            arguments,
            startAtBias(pixels, blocks),
            run,
            loadWeights(blocks, "weights"),
            multiply(0, pixels, blocks, input),
            blocks,
            store(pixels, blocks, epilogue));
  }

  // ---- Depthwise convolution of one channel block of a zero-padded map, `pixels` outputs wide.

  private static String depthwise() {
    String arguments =
        "float[] a, int in, int inRow, float[] w, int weights, int out, int outRow, int rows,"
            + " int columns";
    StringBuilder java = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    for (int kernel : new int[] {3, 5, 7}) {
      for (int stride = 1; stride <= 2; stride++) {
        for (int pixels : new int[] {5, 6, 7}) {
          StringBuilder inner = new StringBuilder();
          for (Epilogue e : Epilogue.values()) {
            String name = "k%ds%dx%d%s".formatted(kernel, stride, pixels, e);
            java.append(rowByRow(name, arguments, kernel, stride, pixels, e));
            inner.append(dispatch(e, name, arguments));
          }
          cases.append(caseOf(kernel * 100 + stride * 10 + pixels, inner.toString()));
        }
      }
    }
    return java + switchOn("plane", "int shape, int epilogue, " + arguments, cases.toString());
  }

  /** Stride 1 and large kernels: a loop over kernel rows that holds one row of weights. */
  private static String rowByRow(
      String name, String arguments, int kernel, int stride, int pixels, Epilogue epilogue) {
    String body =
        """
                for (int r = 0; r < %d; r++) {
        %s%s          x += inRow;
                  tap += %1$d * B;
                }
        """
            .formatted(
                kernel,
                lines(
                    1,
                    kernel,
                    (p, c) ->
                        "          FloatVector w%d = FloatVector.fromArray(FLOATS, w, tap + %d * B);"
                            .formatted(c, c)),
                lines(
                    pixels,
                    kernel,
                    (p, c) ->
                        ("          s%d = FloatVector.fromArray(FLOATS, a, x + %d * B)"
                                + ".fma(w%d, s%1$d);")
                            .formatted(p, p * stride + c, c)));
    return plane(name, arguments, body, stride, pixels, epilogue);
  }

  private static String plane(
      String name, String arguments, String body, int stride, int pixels, Epilogue epilogue) {
    return """
          private static void %1$s(%2$s) {
            int tiles = (columns + %3$d) / %4$d;
            for (int row = 0; row < rows; row++) {
              for (int t = 0; t < tiles; t++) {
                int column = Math.min(t * %4$d, columns - %4$d);
                int x = in + column * %5$d * B;
                int tap = weights + B;
        %6$s%7$s        int y = out + column * B;
        %8$s      }
              in += inRow * %5$d;
              out += outRow;
            }
          }

        """
        .formatted(
            name,
            arguments,
            pixels - 1,
            pixels,
            stride,
            lines(
                pixels,
                1,
                (p, b) ->
                    "        FloatVector s%d = FloatVector.fromArray(FLOATS, w, weights);"
                        .formatted(p)),
            body,
            lines(
                pixels,
                1,
                (p, b) ->
                    "        %s.intoArray(a, y + %d * B);".formatted(epilogue.of("s" + p), p)));
  }
}
