package io.manako.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checksums of a model folder's files in the format of {@code sha256sum}, so that {@code sha256sum
 * -c SHA256SUMS} can check them too.
 */
final class Checksums {
  private static final String FILE = "SHA256SUMS";

  private Checksums() {}

  static void write(Path folder) throws IOException {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        sums.append(Sha256.of(file)).append("  ").append(file.getFileName()).append('\n');
      }
    }
    Files.writeString(folder.resolve(FILE), sums);
  }

  /** Copies the files of a model folder, but not their checksums. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> !f.endsWith(FILE)).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /**
   * Compares every listed file; a folder without a list passes.
   *
   * @param folder folder of the model
   * @param remedy advice for a damaged file, as the end of a sentence
   * @throws ModelException naming the file that is damaged or missing
   */
  static void check(Path folder, String remedy) throws IOException {
    Path list = folder.resolve(FILE);
    if (!Files.exists(list)) {
      return;
    }
    List<String> lines = TextFile.lines(list);
    for (String line : lines) {
      String[] fields = line.split("  ", 2);
      if (fields.length != 2 || fields[1].contains("/") || fields[1].contains("\\")) {
        throw new ModelException("%s has the line \"%s\"; %s".formatted(list, line, remedy));
      }
      Path file = folder.resolve(fields[1]);
      if (!Files.isRegularFile(file)) {
        throw new ModelException("%s is missing; %s".formatted(file, remedy));
      }
      Sha256.check(file, fields[0], remedy);
    }
  }
}
