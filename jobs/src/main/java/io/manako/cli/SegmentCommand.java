package io.manako.cli;

import io.manako.model.Task;
import io.manako.operator.InferenceOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a segmenter on files. */
@Command(
    name = "segment",
    description =
        "Tell which pixels of pictures or videos show what, without Kafka: one JSON record a frame.",
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
      description = "Of the catalog, or your own (default: ${DEFAULT-VALUE}).")
  private String model = ModelPull.DEFAULT_SEGMENTER;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ModelTrial.require(Task.SEGMENTATION, model);
    Map<String, String> all = new HashMap<>();
    all.put("detector.enabled", "false");
    all.put("segmenter.enabled", "true");
    all.put("segmenter.model", model);
    all.putAll(trial.settings());
    Reporter.Factory reporters = (file, framesPerSecond) -> new ResultReporter(Task.SEGMENTATION);
    new ModelTrial(trial, reporters, spec.commandLine().getOut())
        .run(InferenceOptions.of(Configuration.fromMap(all)));
    return 0;
  }
}
