import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the register-blocked kernels at build time: {@code java TileGenerator.java FOLDER}.
 *
 * <p>A tile is a group of neighbouring pixels times some channel blocks whose sums all live in
 * vector registers. The Vector API keeps a sum in a register only when it is a local variable, so
 * each tile shape has to be written out; this program is what people read instead. Every tile
 * computes {@code sum = fma(input, weight, sum)} from the bias on, kernel rows outermost, then
 * kernel columns, then input channels: so a result has the same bits in every tile shape, at every
 * vector width and in {@code ScalarKernels}.
 */
public final class TileGenerator {
  private static final String PACKAGE = "io.manako.engine.kernel";

  /** Most pixels of a tile by its channel blocks, on machines with 16 registers. */
  private static final int[] MOST_WITH_16_REGISTERS = {0, 7, 6, 3, 2};

  /** What happens to a sum before it is stored; {@code ScalarKernels} says it in plain numbers. */
  private enum Epilogue {
    NONE("%s"),
    // Non-negative floats order like their bits, and negative ones are negative integers.
    RELU("%s.reinterpretAsInts().lanewise(MAX, ZERO).reinterpretAsFloats()"),
    RELU6("%s.reinterpretAsInts().lanewise(MAX, ZERO).lanewise(MIN, SIX).reinterpretAsFloats()"),
    HARD_SIGMOID(
        "%s.fma(SIXTH, HALF).reinterpretAsInts().lanewise(MAX, ZERO).lanewise(MIN, ONE)"
            + ".reinterpretAsFloats()"),
    HARD_SWISH(HARD_SIGMOID.expression + ".mul(%1$s)");

    final String expression;

    Epilogue(String expression) {
      this.expression = expression.replace("%s", "%1$s");
    }

    String of(String sum) {
      return expression.formatted(sum);
    }
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).resolve(PACKAGE.replace('.', '/'));
    Files.createDirectories(folder);
    write(folder, "PointwiseTiles", pointwise());
    write(folder, "WindowTiles", window());
    write(folder, "DepthwiseTiles", depthwise());
  }

  private static void write(Path folder, String name, String methods) throws IOException {
    String head =
        """
        package %s;

        import static io.manako.engine.kernel.Lanes.*;
        import static jdk.incubator.vector.VectorOperators.MAX;
        import static jdk.incubator.vector.VectorOperators.MIN;

        import jdk.incubator.vector.FloatVector;

        /** Written by TileGenerator. */
        final class %s {
          private %2$s() {}

        %s}
        """;
    Files.writeString(folder.resolve(name + ".java"), head.formatted(PACKAGE, name, methods));
  }

  // ---- 1×1 convolution: pixels × channel blocks, one broadcast per pixel and input channel. With
  // more epilogues than these the JVM's first compiler gives the largest tiles up, and what it has
  // compiled without a profile before that never reaches the second one.

  private static String pointwise() {
    String arguments =
        "float[] a, int in, int inStride, int groups, float[] w, int weights, int bias, int out,"
            + " int outStride";
    StringBuilder java = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    for (int blocks = 1; blocks <= 4; blocks++) {
      for (int pixels = 1; pixels <= (blocks == 4 ? 6 : 8); pixels++) {
        StringBuilder inner = new StringBuilder();
        for (Epilogue e : List.of(Epilogue.NONE, Epilogue.RELU, Epilogue.RELU6)) {
          String name = "tile%dx%d%s".formatted(pixels, blocks, e);
          java.append(pointwise(name, arguments, pixels, blocks, e));
          inner.append(dispatch(e, name, arguments));
        }
        cases.append(caseOf(pixels * 10 + blocks, inner.toString()));
      }
    }
    return java + switchOn("tile", "int shape, int epilogue, " + arguments, cases.toString());
  }

  private static String pointwise(
      String name, String arguments, int pixels, int blocks, Epilogue epilogue) {
    return """
          private static void %s(%s) {
        %s    for (int g = 0; g < groups; g++) {
              int x = in + (g >> GROUP_SHIFT) * inStride + (g & GROUP_MASK) * GROUP;
              %s%s{
                for (int k = 0; k < GROUP; k++) {
        %s%s          weights += %d * B;
                }
              }
            }
        %s  }

        """
        .formatted(
            name,
            arguments,
            startAtBias(pixels, blocks),
            // Small tiles are for small maps and run seldom; in a loop they are compiled sooner.
            // Those for 32 registers need none of this.
            isLarge(9, pixels, blocks) ? writtenOut("RETURNING", "return", pixels, blocks) : "",
            isLarge(8, pixels, blocks) ? writtenOut("LEAVING", "break", pixels, blocks) : "",
            loadWeights(blocks, "weights"),
            multiply(pixels, blocks, "a[x + k + %d * B]"),
            blocks,
            store(pixels, blocks, epilogue));
  }

  private static boolean isLarge(int least, int pixels, int blocks) {
    return pixels * blocks >= least && pixels <= MOST_WITH_16_REGISTERS[blocks];
  }

  private static String writtenOut(String condition, String exit, int pixels, int blocks) {
    return """
        if (%s) {
        %s        if (GROUP > 4) {
        %s        }
                weights += GROUP * %d * B;
              } else\s"""
        .formatted(
            condition,
            steps(0, 4, exit, pixels, blocks),
            steps(4, 8, exit, pixels, blocks),
            blocks);
  }

  /**
   * Input channels written out, so that nothing is counted between them. The branch before each is
   * never taken, since no map begins at a negative index: it keeps the compiler from loading the
   * weights of several channels before it has used the first's; there are no registers for them.
   */
  private static String steps(int from, int to, String exit, int pixels, int blocks) {
    StringBuilder java = new StringBuilder();
    for (int k = from; k < to; k++) {
      java.append(k == 0 ? "      {\n" : "      if (x == -%d) %s;%n      {%n".formatted(k, exit))
          .append(loadWeights(blocks, "weights + %d * B".formatted(k * blocks)))
          .append(multiply(pixels, blocks, "a[x + %d + %%d * B]".formatted(k)))
          .append("      }\n");
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
            multiply(pixels, blocks, input),
            blocks,
            store(pixels, blocks, epilogue));
  }

  private static String startAtBias(int pixels, int blocks) {
    return lines(
        pixels,
        blocks,
        (p, b) ->
            "    FloatVector s%d_%d = FloatVector.fromArray(FLOATS, w, bias + %d * B);"
                .formatted(p, b, b));
  }

  private static String loadWeights(int blocks, String at) {
    return lines(
        1,
        blocks,
        (p, b) ->
            "        FloatVector w%d = FloatVector.fromArray(FLOATS, w, %s + %d * B);"
                .formatted(b, at, b));
  }

  private static String multiply(int pixels, int blocks, String input) {
    return lines(
        pixels,
        1,
        (p, none) ->
            "        FloatVector x%d = FloatVector.broadcast(FLOATS, %s);%n"
                    .formatted(p, input.formatted(p))
                + lines(
                        1,
                        blocks,
                        (q, b) ->
                            "        s%d_%d = x%d.fma(w%d, s%1$d_%2$d);".formatted(p, b, p, b))
                    .stripTrailing());
  }

  private static String store(int pixels, int blocks, Epilogue epilogue) {
    return lines(
        pixels,
        blocks,
        (p, b) -> {
          String offset = "%d * outStride + %d * B".formatted(b, p);
          String value = epilogue.of("s%d_%d".formatted(p, b));
          return "    %s.intoArray(a, out + %s);".formatted(value, offset);
        });
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

  // ---- Pieces of Java.

  private interface Line {
    String of(int i, int j);
  }

  /** One line for each i below {@code n} and, outside of it, each j below {@code m}. */
  private static String lines(int n, int m, Line line) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < n; i++) {
        text.append(line.of(i, j)).append('\n');
      }
    }
    return text.toString();
  }

  private static String dispatch(Epilogue epilogue, String method, String arguments) {
    String names = arguments.replaceAll("((float|int)(\\[\\])?) ", "");
    return "        case %d -> %s(%s);%n".formatted(epilogue.ordinal(), method, names);
  }

  private static String caseOf(int shape, String inner) {
    return """
              case %d -> {
                switch (epilogue) {
        %s          default -> throw new IllegalArgumentException("epilogue " + epilogue);
                }
              }
        """
        .formatted(shape, inner);
  }

  private static String switchOn(String name, String arguments, String cases) {
    return """
          /** One tile; {@code shape} is a case below, {@code epilogue} an ordinal of Epilogue. */
          static void %s(%s) {
            switch (shape) {
        %s      default -> throw new IllegalArgumentException("tile shape " + shape);
            }
          }
        """
        .formatted(name, arguments, cases);
  }
}
