package io.manako.cli;

import io.manako.cli.defaults.EngineOption;
import io.manako.cli.demo.Demo;
import io.manako.cli.demo.DemoOptions;
import io.manako.local.files.Home;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs camera, broker and job in one process. */
@Command(
    name = "demo",
    description = {
      "Send real video through a real Kafka broker and a real Flink job, all in this process.",
      "The result is an annotated video. Takes about two minutes."
    },
    footer = {
      "",
      "Examples:",
      "  ./manako demo",
      "  ./manako demo --video street.mp4 --frames 300 -D detector.score-threshold=0.4"
    })
final class DemoCommand implements Callable<Integer> {
  /** Processors from which two cameras of the sample video do not have to wait. */
  private static final int CORES_FOR_TWO = 4;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "Video to send instead of the" + " sample.")
  private @Nullable Path video;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Frames per camera at most (default: the whole video).")
  private long frames = Long.MAX_VALUE;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      description =
          "Cameras that replay the video (default: 2, or 1 with fewer than "
              + CORES_FOR_TWO
              + " processors).")
  private int cameras = Runtime.getRuntime().availableProcessors() < CORES_FOR_TWO ? 1 : 2;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "demo-output",
      description = "Folder for the demo's files (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("demo-output");

  @Option(
      names = "--web-port",
      defaultValue = "0",
      description = "Port of Flink's web page; 0 for any free one, -1 for none (default: 0).")
  private int webPort;

  @Option(
      names = "--page-port",
      defaultValue = "0",
      description =
          "Port of the live page of all cameras; 0 for any free one, -1 for none (default: 0).")
  private int pagePort;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (cameras < 1 || frames < 1) {
      throw new ParameterException(spec.commandLine(), "--cameras and --frames must be at least 1");
    }
    WebPort.check(spec, "--web-port", webPort, -1);
    engine.addTo(settings);
    WebPort.check(spec, "--page-port", pagePort, -1);
    DemoOptions options =
        new DemoOptions(
            video,
            cameras,
            frames,
            output,
            Home.folder().resolve("videos"),
            webPort,
            pagePort,
            settings);
    options.check();
    StopSignal stop = StopSignal.install();
    try {
      return new Demo(options, Screen.standard(), stop).run(Versions.platform()) ? 0 : 1;
    } finally {
      stop.finished();
    }
  }
}
