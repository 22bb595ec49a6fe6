package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.defaults.EngineOption;
import io.manako.job.JobOptions;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.Screen;
import io.manako.model.ModelStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the whole pipeline next to a bare loop. */
@Command(
    name = "pipeline",
    description = {
      "Compare Kafka → job → Kafka (exactly-once) with a bare loop of the same parts.",
      "Both run the same frames on one core; then latency at half the rate. About three minutes."
    },
    footer = {
      "",
      "Examples:",
      "  ./manako bench pipeline",
      "  ./manako bench pipeline --engine java --frames 100 --no-latency",
      "  ./manako bench pipeline --rounds 1 --no-latency --memory-frames 10000"
    })
public final class BenchPipelineCommand implements Callable<Integer> {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds of each way, of which the best counts (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--frames",
      defaultValue = "240",
      description = "Frames per round (default: ${DEFAULT-VALUE}).")
  private int frames = 240;

  @Option(
      names = "--memory-frames",
      defaultValue = "0",
      description = "Frames over which memory is measured, 0 for none (default: ${DEFAULT-VALUE}).")
  private int memoryFrames;

  @Option(
      names = "--latency",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Measure latency (default: yes).")
  private boolean latency = true;

  @Mixin private EngineOption engine = new EngineOption();

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || frames < 1 || memoryFrames < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds and --frames must be at least 1, --memory-frames at least 0");
    }
    engine.addTo(settings);
    // The bare loop processes every frame whole, and so must the job.
    settings.putIfAbsent("detector.focus", "off");
    JobOptions.load(null, settings);
    Screen screen = Screen.messages();
    new ModelPull(ModelStore.standard(), screen)
        .get(settings.getOrDefault("detector.model", ModelPull.DEFAULT_DETECTOR));
    screen.doing("Fetching the sample video");
    List<byte[]> jpegs = SampleFrames.jpegs(WIDTH, HEIGHT);
    PipelineBench.Plan plan =
        new PipelineBench.Plan(rounds, frames, memoryFrames, latency, settings);
    PipelineReport report = new PipelineBench(plan, jpegs, screen).run();
    screen.clear();
    spec.commandLine()
        .getOut()
        .println(
            json
                ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                : report.text());
    return 0;
  }
}
