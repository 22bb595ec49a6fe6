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

/** Tries a detector on files. */
@Command(
    name = "detect",
    description = "Find objects in pictures or videos, without Kafka: one JSON record a frame.",
    footer = {
      "",
      "Examples:",
      "  ./manako detect street.jpg --annotate street-boxes.png",
      "  ./manako detect *.mp4 --score 0.3 --annotate boxes/ > detections.jsonl"
    })
final class DetectCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures or videos.")
  private List<Path> files = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME|PATH",
      defaultValue = ModelPull.DEFAULT_DETECTOR,
      description = "Of the catalog, or your own (default: ${DEFAULT-VALUE}).")
  private String model = ModelPull.DEFAULT_DETECTOR;

  @Option(
      names = "--score",
      paramLabel = "0…1",
      description = "Lowest score of a detection (default: the model's own).")
  private @Nullable Float score;

  @Option(
      names = "--iou",
      paramLabel = "0…1",
      description = "Overlap above which the weaker box goes (default: the model's own).")
  private @Nullable Float iou;

  @Option(
      names = "--annotate",
      paramLabel = "OUT",
      description = "Draw the boxes: a .png or .mp4 for one FILE, a folder for several.")
  private @Nullable Path annotated;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "An option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("detector.model", model);
    if (score != null) {
      all.put("detector.score-threshold", score.toString());
    }
    if (iou != null) {
      all.put("detector.iou-threshold", iou.toString());
    }
    all.putAll(settings);
    new ModelTrial(Task.DETECTION, spec.commandLine().getOut(), annotated).run(files, model, all);
    return 0;
  }
}
