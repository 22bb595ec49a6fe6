package io.manako.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files a model is tried on, and what is made of them. */
final class TrialOptions {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures or videos.")
  private List<Path> files = List.of();

  @Option(
      names = "--annotate",
      paramLabel = "OUT",
      description = "Draw what was found: a .png or .mp4 for one FILE, a folder for several.")
  private @Nullable Path annotated;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "An option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  List<Path> files() {
    return files;
  }

  /** A file for one input, a folder for several, null for none. */
  @Nullable Path annotated() {
    return annotated;
  }

  /** Options of the job, which win over the command's own. */
  Map<String, String> settings() {
    return settings;
  }
}
