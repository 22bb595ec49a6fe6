package io.manako.cli;

import io.manako.cli.defaults.EngineOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options for the files that a model is tried on. */
final class TrialOptions {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures or videos.")
  private List<Path> files = List.of();

  @Option(
      names = "--annotate",
      paramLabel = "OUT",
      description =
          "File (.png or .mp4) for the annotated copy of one FILE, or folder for" + " several.")
  private @Nullable Path annotated;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private EngineOption engine = new EngineOption();

  List<Path> files() {
    return files;
  }

  /** Returns a file for one input, a folder for several, null for none. */
  @Nullable Path annotated() {
    return annotated;
  }

  /** Returns options of the job, which override the command's own. */
  Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    engine.addTo(all);
    return all;
  }
}
