package io.manako.cli;

import io.manako.model.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a classifier on files. */
@Command(
    name = "classify",
    description = "Name what pictures or videos show, without Kafka: one JSON record a frame.",
    footer = {
      "",
      "Examples:",
      "  ./manako classify cup.jpg --top 3",
      "  ./manako classify pictures/*.jpg --annotate named/"
    })
final class ClassifyCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures or videos.")
  private List<Path> files = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME|PATH",
      defaultValue = ModelPull.DEFAULT_CLASSIFIER,
      description = "Of the catalog, or your own (default: ${DEFAULT-VALUE}).")
  private String model = ModelPull.DEFAULT_CLASSIFIER;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "Classes a picture (default: ${DEFAULT-VALUE}).")
  private int top = 5;

  @Option(
      names = "--annotate",
      paramLabel = "OUT",
      description = "Write the classes in: a .png or .mp4 for one FILE, a folder for several.")
  private @Nullable Path annotated;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "An option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("detector.enabled", "false");
    all.put("classifier.mode", "frame");
    all.put("classifier.model", model);
    all.put("classifier.top-k", Integer.toString(top));
    all.putAll(settings);
    new ModelTrial(Task.CLASSIFICATION, spec.commandLine().getOut(), annotated)
        .run(files, model, all);
    return 0;
  }
}
