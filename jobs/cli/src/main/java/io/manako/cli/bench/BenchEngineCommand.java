package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.local.files.Folders;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.Screen;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the Java engine next to ONNX Runtime. */
@Command(
    name = "engine",
    description = {
      "Compare the Java engine with ONNX Runtime, turn by turn in one process.",
      "Networks of the zoo (./manako models table) have random weights. Other names are models",
      "of the catalog or folders."
    })
public final class BenchEngineCommand implements Callable<Integer> {
  /** Engine that is measured beside the Java engine. */
  enum Rival {
    ONNXRUNTIME,
    NONE
  }

  @Option(
      names = "--model",
      split = ",",
      description = "Networks (default: MobileNet V1, V2, V3-Large and SSDLite).")
  private List<String> models = BenchNetwork.USUAL;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,2",
      description = "Threads per run (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads = List.of();

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "1,8",
      description = "Pictures per run (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--against",
      defaultValue = "onnxruntime",
      description = "Other engine: onnxruntime or none (default: ${DEFAULT-VALUE}).")
  private Rival against = Rival.ONNXRUNTIME;

  @Option(
      names = "--rounds",
      defaultValue = "12",
      description = "Turns of each engine (default: ${DEFAULT-VALUE}).")
  private int rounds = 12;

  @Option(
      names = "--streaming",
      description = "Also measure two subtasks of one thread each, in pictures per second.")
  private boolean streaming;

  @Option(
      names = "--one-core",
      description =
          "Also measure runs of several threads beside runs of one, all tied to one" + " core.")
  private boolean oneCore;

  @Option(
      names = "--layers",
      description = "Also print a table of the layers, one thread, one" + " picture.")
  private boolean layers;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("manako-bench");
    try {
      if (!json) {
        out().println(EngineFigures.heading());
      }
      for (String name : models) {
        measure(network(name, folder));
        Files.deleteIfExists(folder.resolve(name + ".onnx"));
      }
    } finally {
      // With what a failure has left in it, whose reason a failing clean-up would hide.
      Folders.deleteQuietly(folder);
    }
    return 0;
  }

  private BenchNetwork network(String name, Path folder) throws IOException {
    return BenchNetwork.isArchitecture(name)
        ? BenchNetwork.build(name, folder)
        : BenchNetwork.of(new ModelPull(ModelStore.standard(), Screen.messages()).get(name));
  }

  private void measure(BenchNetwork network) throws InterruptedException, ExecutionException {
    EngineDuel duel = new EngineDuel(network, rounds, against == Rival.ONNXRUNTIME);
    for (int t : threads) {
      for (int b : batches) {
        EngineFigures figures = duel.measure(t, b);
        print(json ? figures.json(mapper).toString() : figures.row());
      }
    }
    if (streaming && against == Rival.ONNXRUNTIME) {
      stream(network);
    }
    if (oneCore) {
      share(network);
    }
    if (layers) {
      duel.layers().forEach(layer -> print(json ? json(layer) : row(layer)));
    }
  }

  private void stream(BenchNetwork network) throws InterruptedException, ExecutionException {
    String name = network.model().spec().name();
    try (StreamingDuel duel = new StreamingDuel(network, 2)) {
      for (int b : batches) {
        StreamingDuel.Rates rates = duel.measure(b, 3);
        double ratio = rates.java() / rates.rival();
        ObjectNode line =
            mapper
                .createObjectNode()
                .put("model", name)
                .put("subtasks", 2)
                .put("batch", b)
                .put("java_images_per_s", rates.java())
                .put("onnxruntime_images_per_s", rates.rival())
                .put("ratio", ratio);
        String row = "%-26s two subtasks, batch %d: java %.0f images/s, onnxruntime %.0f, ×%.2f";
        print(
            json
                ? line.toString()
                : String.format(Locale.ROOT, row, name, b, rates.java(), rates.rival(), ratio));
      }
    }
  }

  private void share(BenchNetwork network) throws InterruptedException {
    OneCoreDuel duel = new OneCoreDuel(network, rounds);
    for (int t : threads.stream().filter(t -> t > 1).toList()) {
      for (int b : batches) {
        OneCoreDuel.Figures figures = duel.measure(t, b);
        print(json ? figures.json(mapper).toString() : figures.row());
      }
    }
  }

  private static String row(EngineDuel.LayerFigures layer) {
    return String.format(
        Locale.ROOT,
        "  %-34s %-34s %9.1f µs %7.1f GFLOP/s",
        layer.node(),
        layer.kind(),
        layer.micros(),
        layer.gigaflops());
  }

  private String json(EngineDuel.LayerFigures layer) {
    return mapper
        .createObjectNode()
        .put("layer", layer.node())
        .put("kind", layer.kind())
        .put("micros", layer.micros())
        .put("gflops", layer.gigaflops())
        .toString();
  }

  private void print(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
