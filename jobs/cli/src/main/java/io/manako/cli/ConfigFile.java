package io.manako.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the job's options are. */
final class ConfigFile {
  private ConfigFile() {}

  /** The file that was named, or the one that comes with Manako if it is there. */
  static @Nullable Path orUsual(@Nullable Path named) {
    String folder = System.getProperty("manako.conf");
    if (named != null || folder == null) {
      return named;
    }
    Path usual = Path.of(folder, "video-analytics.yaml");
    return Files.exists(usual) ? usual : null;
  }
}
