package io.manako.cli;

import io.manako.cli.defaults.JobDefault;
import io.manako.model.Task;
import io.manako.operator.options.InferenceOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a classifier on files. */
@Command(
    name = "classify",
    description = "Name what pictures or videos show, without Kafka: one JSON record per frame.",
    footer = {
      "",
      "Examples:",
      "  ./manako classify cup.jpg --top 3",
      "  ./manako classify pictures/*.jpg --annotate named/"
    })
final class ClassifyCommand implements Callable<Integer> {

  @Mixin private TrialOptions trial = new TrialOptions();

  @JobDefault("classifier.model")
  @Option(
      names = "--model",
      paramLabel = "NAME|PATH",
      description = "Of the catalog, or your own (default: ${DEFAULT-VALUE}).")
  private String model = "";

  @JobDefault("classifier.top-k")
  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Classes a picture (default: ${DEFAULT-VALUE}).")
  private int top;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    Map<String, String> all = new HashMap<>();
    all.put("detector.enabled", "false");
    all.put("classifier.mode", "frame");
    all.put("classifier.model", model);
    all.put("classifier.top-k", Integer.toString(top));
    all.putAll(EffectiveOptions.classification().of(trial.settings(), command));
    InferenceOptions options = EffectiveOptions.read(all, InferenceOptions::of, command);
    ModelTrial.require(Task.CLASSIFICATION, all.get("classifier.model"));
    Reporter.Factory reporters = (file, framesPerSecond) -> new ResultReporter(Task.CLASSIFICATION);
    return new ModelTrial(trial, reporters, command).run(options);
  }
}
