package io.manako.fuzz;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs that are kept of a fuzzer: whole ones to start from, and each that ever broke the
 * parser. They lie in {@code src/test/resources/fuzz}, in a folder with the name of its class.
 *
 * @param fuzzer name of a class with {@code public static void fuzzerTestOneInput(byte[])}
 * @param folder of its inputs
 */
public record Corpus(String fuzzer, Path folder) {
  private static final String METHOD = "fuzzerTestOneInput";

  /** Those of a module. */
  public static List<Corpus> of(Path module) throws IOException {
    List<Corpus> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(module.resolve("src/test/resources/fuzz"))) {
      folders.sorted().forEach(f -> all.add(new Corpus(f.getFileName().toString(), f)));
    }
    return all;
  }

  /** Files of inputs. */
  public List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Runs the fuzzer once; throws what it finds. */
  public void replay(Path input) throws Throwable {
    MethodHandle method =
        MethodHandles.publicLookup()
            .findStatic(
                Class.forName(fuzzer), METHOD, MethodType.methodType(void.class, byte[].class));
    method.invoke(Files.readAllBytes(input));
  }

  @Override
  public String toString() {
    return fuzzer.substring(fuzzer.lastIndexOf('.') + 1);
  }
}
