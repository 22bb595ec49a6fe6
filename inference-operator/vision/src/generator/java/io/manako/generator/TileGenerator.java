package io.manako.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the register-blocked kernels at build time. The templates in {@code
 * src/generator/resources} show how a tile computes; this class says which shapes of tiles there
 * are.
 *
 * <p>A tile is a group of neighbouring pixels times some channel blocks whose sums all live in
 * vector registers. The Vector API keeps a sum in a register only when it is a local variable, so
 * each tile shape has to be written out. Every tile computes {@code sum = fma(input, weight, sum)}
 * from the bias on, kernel rows outermost, then kernel columns, then input channels: so a result
 * has the same bits in every tile shape, at every vector width and in {@code ScalarKernels}.
 */
public final class TileGenerator {
  private static final String PACKAGE = "io/manako/engine/kernel";

  private static final Map<String, Object> LOOPS_16 =
      Map.of(
          "eachGroup", "do",
          "whileGroups", " while (++g < groups);",
          "eachChannel", "do",
          "whileChannels", " while (++k < GROUP);");

  private static final Map<String, Object> LOOPS_32 =
      Map.of(
          "eachGroup", "for (int g = 0; g < groups; g++)",
          "whileGroups", "",
          "eachChannel", "for (int k = 0; k < GROUP; k++)",
          "whileChannels", "");

  private final Path templates;
  private final Path sources;

  private TileGenerator(Path templates, Path sources) {
    this.templates = templates;
    this.sources = sources;
  }

  /**
   * Writes all kernels.
   *
   * @param args the folder of the templates, and the root of the sources to be written
   */
  public static void main(String[] args) throws IOException {
    TileGenerator generator = new TileGenerator(Path.of(args[0]), Path.of(args[1]));
    generator.write("PointwiseTiles", "PointwiseTiles", pointwise(16));
    generator.write("WidePointwiseTiles", "PointwiseTiles", pointwise(32));
    generator.write("WindowTiles", "WindowTiles", window());
    generator.write("DepthwiseTiles", "DepthwiseTiles", depthwise());
  }

  private static Map<String, Object> pointwise(int registers) {
    List<List<Object>> shapes = new ArrayList<>();
    for (int blocks = 1; blocks <= 4; blocks++) {
      for (int pixels = 1; pixels <= (blocks == 4 ? 2 : 8); pixels++) {
        shapes.add(List.of(pixels, blocks, registers == 16 ? Exit.of(pixels, blocks) : List.of()));
      }
    }
    List<Epilogue> inTile = List.of(Epilogue.NONE, Epilogue.RELU, Epilogue.RELU6);
    Map<String, Object> values = new HashMap<>(registers == 16 ? LOOPS_16 : LOOPS_32);
    values.put("registers", registers);
    values.put("shapes", shapes);
    values.put("epilogues", epilogues(inTile, "s${p}_${b}"));
    return values;
  }

  private static Map<String, Object> window() {
    List<List<Object>> shapes = new ArrayList<>();
    for (int blocks = 1; blocks <= 2; blocks++) {
      for (int pixels : new int[] {1, 2, 4, 6, 7}) {
        shapes.add(List.of(pixels, blocks));
      }
    }
    // Nine are a row of three pixels; with a constant step their bounds are checked together.
    List<List<Object>> runs =
        List.of(
            List.of("1", "pixelStep", 1),
            List.of("3", "pixelStep", 1),
            List.of("9", "6", 0),
            List.of("GROUP", "pixelStep", 1));
    List<Epilogue> all = List.of(Epilogue.values());
    return Map.of("runs", runs, "shapes", shapes, "epilogues", epilogues(all, "s${p}_${b}"));
  }

  private static Map<String, Object> depthwise() {
    List<List<Object>> shapes = new ArrayList<>();
    for (int kernel : new int[] {3, 5, 7}) {
      for (int stride = 1; stride <= 2; stride++) {
        for (int pixels : new int[] {5, 6, 7}) {
          shapes.add(List.of(kernel, stride, pixels));
        }
      }
    }
    return Map.of("shapes", shapes, "epilogues", epilogues(List.of(Epilogue.values()), "s${p}"));
  }

  /** Name, ordinal and calls of each; a sum's name has holes for its pixel and channel block. */
  private static List<List<Object>> epilogues(List<Epilogue> epilogues, String sum) {
    return epilogues.stream()
        .map(e -> List.<Object>of(e.name(), e.ordinal(), e.after(sum)))
        .toList();
  }

  /** Leaves a file that is up to date as it is, so that Maven compiles nothing again. */
  private void write(String name, String template, Map<String, Object> values) throws IOException {
    Template kernels = new Template(Files.readAllLines(templates.resolve(template + ".java.in")));
    Map<String, Object> named = new HashMap<>(values);
    named.put("class", name);
    String text = kernels.fill(named);
    Path file = sources.resolve(PACKAGE).resolve(name + ".java");
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
