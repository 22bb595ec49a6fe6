package io.manako.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the file with the job's options. */
final class ConfigFile {
  private ConfigFile() {}

  /** Returns the named file, or else the one that is shipped with Manako if it exists. */
  static @Nullable Path orUsual(@Nullable Path named) {
    String folder = System.getProperty("manako.conf");
    if (named != null || folder == null) {
      return named;
    }
    Path usual = Path.of(folder, "video-analytics.yaml");
    return Files.exists(usual) ? usual : null;
  }
}
