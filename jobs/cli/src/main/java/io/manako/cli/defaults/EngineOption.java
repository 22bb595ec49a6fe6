package io.manako.cli.defaults;

import io.manako.engine.EngineOptions.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option for the engine, which every command that runs a model has. */
public final class EngineOption {
  private static final String KEY = "inference.engine";

  @Option(
      names = "--engine",
      paramLabel = "java|onnxruntime",
      description = "Engine of the models; short for -D inference.engine=…")
  private @Nullable Kind engine;

  /** Sets the engine in the options of a job, if one was chosen. */
  public void addTo(Map<String, String> settings) {
    if (engine != null) {
      settings.put(KEY, engine.toString());
    }
  }
}
