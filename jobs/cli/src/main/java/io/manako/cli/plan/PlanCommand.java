package io.manako.cli.plan;

import io.manako.cli.measure.FrameTimes;
import io.manako.cli.measure.Machine;
import io.manako.cli.measure.MachineMeasurer;
import io.manako.cli.measure.Measurement;
import io.manako.cli.measure.MeasurementFile;
import io.manako.cli.measure.ZooTimes;
import io.manako.engine.EngineOptions.Kind;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.Screen;
import io.manako.model.CatalogEntry;
import io.manako.model.Model;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelStore;
import io.manako.model.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the model, engine and parallelism that carry a fleet of cameras. */
@Command(
    name = "plan",
    description = {
      "Find models, batches and subtasks that carry a number of cameras on a number of cores.",
      "The first plan measures this machine for a minute or two; later plans reuse the measurement."
    },
    footer = {
      "",
      "Examples:",
      "  ./manako plan --cameras 16 --fps 10 --cores 8",
      "  ./manako plan --cameras 4 --fps 5 --task classify --min-top1 70 --write fleet.yaml",
      "  ./manako plan --cameras 40 --fps 5 --video yard.mp4",
      "  ./manako plan --cameras 2 --fps 10 --verify"
    })
public final class PlanCommand implements Callable<Integer> {
  @Mixin private DemandOptions demandOptions = new DemandOptions();

  @Mixin private ActivityOptions activityOptions = new ActivityOptions();

  @Option(
      names = "--engine",
      paramLabel = "java|onnxruntime",
      description = "Use only this engine (default: the faster one for each network).")
  private @Nullable Kind engine;

  @Option(
      names = "--measurements",
      paramLabel = "FILE",
      description =
          "File with a saved measurement, of this machine or another; nothing is" + " measured.")
  private @Nullable Path file;

  @Option(
      names = "--measure",
      description = "Measure again, even if this machine was measured" + " before.")
  private boolean measure;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the job's options to FILE, for ./manako run --config FILE.")
  private @Nullable Path write;

  @Option(
      names = "--verify",
      description = {
        "Run the recommended model between two real topics on one core, the broker on another, and",
        "compare. Takes about a minute."
      })
  private boolean verify;

  @Option(names = "--json", description = "One JSON line per network, the best first.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    requireOneMeaning();
    Measurement here = Measurement.none(Machine.here());
    Demand whole = demandOptions.demand(here.machine().cores());
    Demand demand = whole.with(activityOptions.activity(whole.task(), whole.frame()));
    Measurement measurement = file == null ? measured(here, demand) : saved(file);
    FocusGain gain = FocusGain.of(demand, candidates(measurement, whole));
    List<Proposal> proposals = new CapacityPlanner(demand).propose(candidates(measurement, demand));
    print(new PlanReport(demand, measurement.machine(), proposals, gain));
    Proposal best = CapacityPlanner.best(proposals).orElse(null);
    if (best == null) {
      return 1;
    }
    if (write != null) {
      new PlanSettings(demand, best).write(write);
      Screen.messages().done(write.toString());
    }
    if (verify) {
      PlanCheck check = PlanCheck.run(demand, best, Screen.messages());
      out().println(json ? check.json() : check.text());
    }
    return 0;
  }

  private void requireOneMeaning() {
    if (file != null && (measure || verify)) {
      throw new CommandException(
          "--measurements uses a saved measurement; it contradicts --measure and --verify");
    }
    if (verify && activityOptions.given()) {
      throw new CommandException(
          "--verify runs whole frames; it contradicts --activity and --video");
    }
  }

  private List<Candidate> candidates(Measurement measurement, Demand demand) {
    FrameTimes frames = frames(measurement, demand.task());
    Set<Kind> engines = engine == null ? EnumSet.allOf(Kind.class) : EnumSet.of(engine);
    return new Candidates(measurement, frames, demand, engines).all(PlanCommand::accuracy);
  }

  private static Measurement saved(Path file) throws IOException {
    return new MeasurementFile(file).read();
  }

  private static FrameTimes frames(Measurement measurement, Task task) {
    FrameTimes frames = measurement.frames();
    if (frames == null || frames.models().stream().noneMatch(m -> m.task() == task)) {
      throw new CommandException(
          "the measurement holds no model for this task; measure with ./manako plan --measure on that machine");
    }
    return frames;
  }

  /** Returns the measurement of this machine; measures first if nothing is known for the task. */
  private Measurement measured(Measurement none, Demand demand) throws Exception {
    MeasurementFile saved = MeasurementFile.of(none.machine());
    Measurement known = saved.readOr(none);
    FrameTimes old = known.frames();
    if (!measure && old != null && old.models().stream().anyMatch(m -> m.task() == demand.task())) {
      return known;
    }
    Screen screen = Screen.messages();
    FrameTimes times =
        new MachineMeasurer(List.of(Kind.values()), screen).measure(models(demand.task(), screen));
    Measurement all = known.with(old == null ? times : old.with(times));
    saved.write(all);
    all = new ZooTimes(screen).complete(all, Candidates.measure(demand.task()));
    screen.clear();
    saved.write(all);
    return all;
  }

  /**
   * Returns the catalog's models for a task that lie on this machine, or else its first one,
   * fetched. A model of one class, such as faces, does not replace the others.
   */
  private static List<Model> models(Task task, Screen screen) {
    ModelStore store = ModelStore.standard();
    List<CatalogEntry> entries =
        ModelCatalog.standard().entries().stream()
            .filter(e -> e.task() == task && e.isGeneral())
            .toList();
    List<Model> models = new ArrayList<>();
    entries.stream()
        .filter(e -> store.has(e.name()))
        .forEach(e -> models.add(store.load(e.name())));
    return models.isEmpty()
        ? List.of(new ModelPull(store, screen).get(entries.get(0).name()))
        : models;
  }

  private static double accuracy(String model) {
    ModelCatalog catalog = ModelCatalog.standard();
    return catalog.has(model) ? catalog.get(model).accuracy() : 0;
  }

  private void print(PlanReport report) {
    (json ? report.json() : report.lines()).forEach(out()::println);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
