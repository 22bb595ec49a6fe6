package io.manako.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pieces of Java that the tiles are made of. */
final class TileText {
  private static final String TARGET = "io.manako.engine.kernel";

  private TileText() {}

  /** What happens to a sum before it is stored; {@code ScalarKernels} says it in plain numbers. */
  enum Epilogue {
    NONE("%s"),
    // Non-negative floats order like their bits, and negative ones are negative integers.
    // The second limit changes nothing; as long as RELU6, JDK 17 makes no objects in tiles of 7 ×
    // 2.
    RELU("%s.reinterpretAsInts().lanewise(MAX, ZERO).lanewise(MIN, ANY).reinterpretAsFloats()"),
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

  /** Writes a class of the kernels into a folder of sources. */
  static void write(Path root, String name, String methods) throws IOException {
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
    Path folder = Files.createDirectories(root.resolve(TARGET.replace('.', '/')));
    Files.writeString(folder.resolve(name + ".java"), head.formatted(TARGET, name, methods));
  }

  /** A sum for each pixel and channel block. */
  static String startAtBias(int pixels, int blocks) {
    return lines(
        pixels,
        blocks,
        (p, b) ->
            "    FloatVector s%d_%d = FloatVector.fromArray(FLOATS, w, bias + %d * B);"
                .formatted(p, b, b));
  }

  /** The weights of one tap, a vector for each channel block. */
  static String loadWeights(int blocks, String at) {
    return lines(
        1,
        blocks,
        (p, b) ->
            "        FloatVector w%d = FloatVector.fromArray(FLOATS, w, %s + %d * B);"
                .formatted(b, at, b));
  }

  /** Adds one tap of some pixels to their sums; {@code input} has a place for the pixel. */
  static String multiply(int from, int to, int blocks, String input) {
    StringBuilder java = new StringBuilder();
    for (int p = from; p < to; p++) {
      String x = "        FloatVector x%d = FloatVector.broadcast(FLOATS, %s);%n";
      java.append(x.formatted(p, input.formatted(p)));
      for (int b = 0; b < blocks; b++) {
        java.append("        s%d_%d = x%1$d.fma(w%2$d, s%1$d_%2$d);%n".formatted(p, b));
      }
    }
    return java.toString();
  }

  /** Finishes and stores all sums. */
  static String store(int pixels, int blocks, Epilogue epilogue) {
    return lines(
        pixels,
        blocks,
        (p, b) -> {
          String offset = "%d * outStride + %d * B".formatted(b, p);
          String value = epilogue.of("s%d_%d".formatted(p, b));
          return "    %s.intoArray(a, out + %s);".formatted(value, offset);
        });
  }

  /** Makes a line of two numbers. */
  interface Line {
    String of(int i, int j);
  }

  /** One line for each i below {@code n} and, outside of it, each j below {@code m}. */
  static String lines(int n, int m, Line line) {
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < n; i++) {
        text.append(line.of(i, j)).append('\n');
      }
    }
    return text.toString();
  }

  /** The names of declared arguments. */
  static String names(String arguments) {
    return arguments.replaceAll("((float|int)(\\[\\])?) ", "");
  }

  /** Calls a method for an epilogue. */
  static String dispatch(Epilogue epilogue, String method, String arguments) {
    return "        case %d -> %s(%s);%n".formatted(epilogue.ordinal(), method, names(arguments));
  }

  /** The case of one shape that answers with what a call returns. */
  static String answer(int shape, String call) {
    return "      case %d -> %s;%n".formatted(shape, call);
  }

  /** The method that finds an answering method by its shape. */
  static String answering(String name, String arguments, String cases) {
    return """
          /** {@code shape} is a case below, {@code epilogue} an ordinal of Epilogue. */
          static int %s(int shape, int epilogue, %s) {
            return switch (shape) {
        %s      default -> throw new IllegalArgumentException("tile shape " + shape);
            };
          }
        """
        .formatted(name, arguments, cases);
  }

  /** The cases of one shape, an epilogue each. */
  static String caseOf(int shape, String inner) {
    return """
              case %d -> {
                switch (epilogue) {
        %s          default -> throw new IllegalArgumentException("epilogue " + epilogue);
                }
              }
        """
        .formatted(shape, inner);
  }

  /** The method that finds a tile by its shape. */
  static String switchOn(String name, String arguments, String cases) {
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
