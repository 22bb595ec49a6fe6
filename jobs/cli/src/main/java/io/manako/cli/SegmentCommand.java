package io.manako.cli;

import io.manako.local.files.ModelPull;
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

/** Tries a segmenter on files. */
@Command(
    name = "segment",
    description =
        "Label the pixels of pictures or videos, without Kafka: one JSON record per frame.",
    footer = {
      "",
      "Examples:",
      "  ./manako segment dog.jpg --annotate dog-mask.png",
      "  ./manako segment pictures/*.jpg --annotate masks/ > segmentations.jsonl"
    })
final class SegmentCommand implements Callable<Integer> {

  @Mixin private TrialOptions trial = new TrialOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME|PATH",
      defaultValue = ModelPull.DEFAULT_SEGMENTER,
      description = "Model of the catalog, or your own (default: ${DEFAULT-VALUE}).")
  private String model = ModelPull.DEFAULT_SEGMENTER;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    Map<String, String> all = new HashMap<>();
    all.put("detector.enabled", "false");
    all.put("segmenter.enabled", "true");
    all.put("segmenter.model", model);
    all.putAll(EffectiveOptions.segmentation().of(trial.settings(), command));
    InferenceOptions options = EffectiveOptions.read(all, InferenceOptions::of, command);
    ModelTrial.require(Task.SEGMENTATION, all.get("segmenter.model"));
    Reporter.Factory reporters = (file, framesPerSecond) -> new ResultReporter(Task.SEGMENTATION);
    return new ModelTrial(trial, reporters, command).run(options);
  }
}
