package io.manako.chaos.hostile;

import io.manako.image.FrameFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whole record that hostile ones are made from.
 *
 * @param format format of the bytes
 * @param bytes bytes, which are never written to
 */
@SuppressWarnings("ArrayRecordComponent") // Records of this type are never compared.
record SeedRecord(FrameFormat format, byte[] bytes) {

  /** Writes one file each, in their order. */
  static void write(List<SeedRecord> seeds, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < seeds.size(); i++) {
      SeedRecord seed = seeds.get(i);
      Files.write(
          folder.resolve(String.format(Locale.ROOT, "%04d.%s", i, seed.format)), seed.bytes);
    }
  }

  /** Reads the records of a folder. */
  static List<SeedRecord> read(Path folder) throws IOException {
    return files(folder).stream().map(SeedRecord::of).toList();
  }

  /** Returns the files of a folder, in the records' order. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Reads one file. */
  static SeedRecord of(Path file) {
    String name = file.getFileName().toString();
    FrameFormat format = FrameFormat.valueOf(name.substring(name.indexOf('.') + 1));
    try {
      return new SeedRecord(format, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
