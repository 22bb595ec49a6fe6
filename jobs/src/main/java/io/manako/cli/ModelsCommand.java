package io.manako.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.terminal.Screen;
import io.manako.engine.Engine;
import io.manako.engine.EngineException;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.engine.JavaEngine;
import io.manako.model.CatalogEntry;
import io.manako.model.FetchListener;
import io.manako.model.Model;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelException;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelSpec;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The models of the catalog and of this machine. */
@Command(
    name = "models",
    description = "List, fetch, describe and check models.",
    footer = {
      "",
      "Models are kept in $MANAKO_HOME/models, by default ~/.cache/manako/models.",
      "Example: ./manako models pull ssdlite-mobilenet-v2-coco"
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "list", description = "What can be fetched and what is on this machine.")
  int list(@Option(names = "--json", description = "One JSON line per model.") boolean json)
      throws JsonProcessingException {
    ModelStore store = ModelStore.standard();
    ModelCatalog catalog = ModelCatalog.standard();
    TreeSet<String> names = new TreeSet<>(store.names());
    catalog.entries().forEach(e -> names.add(e.name()));
    for (String name : names) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", name);
      row.put("here", store.has(name));
      if (catalog.has(name)) {
        CatalogEntry entry = catalog.get(name);
        row.put("task", lower(entry.task()));
        row.put("licence", entry.licence());
        row.put("description", entry.description());
      }
      print(json, row, row("%-34s %-8s %s", row));
    }
    return 0;
  }

  private static String row(String format, Map<String, Object> row) {
    boolean here = Boolean.TRUE.equals(row.get("here"));
    Object description = row.getOrDefault("description", "your own");
    return format.formatted(row.get("name"), here ? "here" : "-", description);
  }

  @Command(
      name = "pull",
      description = "Fetch a model, unless it is here and undamaged, and convert it to ONNX.")
  int pull(@Parameters(paramLabel = "NAME", description = "From the catalog.") String name) {
    CatalogEntry entry = ModelCatalog.standard().get(name);
    Screen screen = Screen.standard();
    screen.line("%s, licence %s".formatted(entry.name(), entry.licence()));
    Model model;
    try (ProgressBar bar = bar()) {
      model = new ModelFetcher(ModelStore.standard()).fetch(entry, listener(bar));
    }
    screen.done(model.folder().toString());
    return 0;
  }

  /** Rewrites its line, so it is drawn on a terminal only. */
  private static ProgressBar bar() {
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName("Fetching")
            .setInitialMax(1)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .clearDisplayOnFinish();
    return Boolean.getBoolean("manako.terminal")
        ? builder.build()
        : builder.setConsumer(new SilentBar()).build();
  }

  private static FetchListener listener(ProgressBar bar) {
    return (done, total, doing) -> {
      bar.maxHint(total);
      bar.stepTo(done);
      bar.setExtraMessage(doing);
    };
  }

  @Command(name = "show", description = "Describe a model on this machine.")
  int show(
      @Parameters(paramLabel = "NAME|PATH", description = "A model's name, folder or ONNX file.")
          String name,
      @Option(names = "--json", description = "One JSON line.") boolean json)
      throws IOException {
    Model model = ModelStore.standard().load(name);
    Map<String, Object> row = describe(model);
    List<String> lines = new ArrayList<>();
    row.forEach((key, value) -> lines.add("%-16s %s".formatted(key, value)));
    print(json, row, String.join(System.lineSeparator(), lines));
    return 0;
  }

  private static Map<String, Object> describe(Model model) throws IOException {
    ModelSpec spec = model.spec();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", spec.name());
    row.put("version", spec.version());
    row.put("task", lower(spec.task()));
    row.put("licence", spec.licence());
    row.put("source", spec.source());
    row.put("sha256", spec.sha256());
    row.put("input", spec.input().width() + "x" + spec.input().height());
    row.put("classes", spec.labels().stream().filter(l -> !l.isEmpty()).count());
    row.put("label_map", spec.labelMap());
    row.put("score_threshold", spec.scoreThreshold());
    row.put("iou_threshold", spec.iouThreshold());
    row.put("bytes", Files.size(model.onnx()));
    row.put("folder", model.folder().toString());
    describeMemory(model, row);
    return row;
  }

  /** What the Java engine keeps for one picture at a time, or why it cannot run the model. */
  private static void describeMemory(Model model, Map<String, Object> row) {
    EngineOptions alone = new EngineOptions(Kind.JAVA, Device.CPU, 1, 1);
    try (JavaEngine engine = (JavaEngine) Engine.open(model, alone)) {
      row.put("weight_bytes", engine.plan().weightBytes());
      row.put("arena_bytes", engine.plan().arenaBytes());
    } catch (EngineException e) {
      row.put("java_engine", e.getMessage());
    }
  }

  @Command(
      name = "verify",
      description = "Compare every model on this machine with its fingerprints.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0: all are well", "1: at least one is damaged"})
  int verify(@Option(names = "--json", description = "One JSON line per model.") boolean json)
      throws JsonProcessingException {
    ModelStore store = ModelStore.standard();
    int damaged = 0;
    for (String name : store.names()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", name);
      try {
        store.load(name);
        row.put("ok", true);
        print(json, row, name + ": ok");
      } catch (ModelException e) {
        damaged++;
        row.put("ok", false);
        row.put("reason", e.getMessage());
        print(json, row, name + ": " + e.getMessage());
      }
    }
    return damaged == 0 ? 0 : 1;
  }

  private void print(boolean json, Map<String, Object> row, String text)
      throws JsonProcessingException {
    spec.commandLine().getOut().println(json ? new ObjectMapper().writeValueAsString(row) : text);
    spec.commandLine().getOut().flush();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
