package io.manako.distribution;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The archive that {@code mvn package} makes, unpacked.
 *
 * @param home its one folder
 */
record Distribution(Path home) {

  /** Unpacks the archive of this build. */
  static Distribution unpack(Path folder) throws IOException {
    try (InputStream file =
            new BufferedInputStream(
                Files.newInputStream(one(Path.of("..", "target"), "manako-*.tar.gz")));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = entry.resolveIn(folder);
        if (!entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          target.toFile().setExecutable((entry.getMode() & 0100) != 0);
        }
      }
    }
    return new Distribution(one(folder, "manako-*"));
  }

  Path jobJar() throws IOException {
    return one(home, "manako-job-*.jar");
  }

  Path launcher() {
    return home.resolve("bin").resolve("manako");
  }

  String flinkConfig() throws IOException {
    return Files.readString(home.resolve("conf").resolve("flink-config.yaml"));
  }

  /** Flink with its logging, and what the README has users put into its {@code lib/}. */
  String flinkClassPath() throws IOException {
    List<String> entries = new ArrayList<>();
    entries.add(home.resolve("lib") + File.separator + "*");
    entries.add(home.resolve("opt").resolve("flink") + File.separator + "*");
    try (DirectoryStream<Path> logging =
        Files.newDirectoryStream(home.resolve("opt").resolve("cli"), "log4j-*.jar")) {
      logging.forEach(jar -> entries.add(jar.toString()));
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Path one(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      return found.iterator().next();
    }
  }
}
