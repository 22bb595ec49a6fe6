package io.manako.cli.models;

import io.manako.cli.measure.Machine;
import io.manako.cli.measure.Measurement;
import io.manako.cli.measure.MeasurementFile;
import io.manako.cli.measure.NetworkTimer;
import io.manako.cli.measure.ZooMember;
import io.manako.engine.EngineOptions.Kind;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.Screen;
import io.manako.model.Task;
import io.manako.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists all networks of the zoo with their cost and accuracy. */
@Command(
    name = "table",
    description = {
      "List the networks of the zoo with published accuracy, parameters and multiply-adds.",
      "Measured networks are listed with the time that they take on this machine."
    },
    footer = {
      "",
      "Examples:",
      "  ./manako models table",
      "  ./manako models table --measure --models mobilenet-v1,mobilenet-v2",
      "  ./manako models table --task classification --plot accuracy.svg"
    })
final class ModelTableCommand implements Callable<Integer> {
  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "Only these networks (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "Only networks for ${COMPLETION-CANDIDATES} (default: all).")
  private @Nullable Task task;

  @Option(
      names = "--measure",
      description = {
        "Measure the networks: one thread, one picture at a time, both engines in turns, medians.",
        "Results are kept in $$MANAKO_HOME/measurements. Takes a few seconds per network."
      })
  private boolean measure;

  @Option(
      names = "--measurements",
      paramLabel = "FILE",
      description = "Other file with measurements, of this machine or another.")
  private @Nullable Path file;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg|png",
      description =
          "Draw accuracy over measured time, of classifiers unless --task says" + " otherwise.")
  private @Nullable Path plot;

  @Option(
      names = "--engine",
      paramLabel = "java|onnxruntime",
      defaultValue = "java",
      description = "Engine whose time is drawn (default: ${DEFAULT-VALUE}).")
  private Kind engine = Kind.JAVA;

  @Option(names = "--json", description = "One JSON line per network.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (plot != null) {
      AccuracyPlot.checkName(plot);
    }
    MeasurementFile saved =
        file == null ? MeasurementFile.of(Machine.here()) : new MeasurementFile(file);
    if (file != null && !measure && !saved.exists()) {
      throw new CommandException(
          "there are no measurements in %s; add --measure to make them".formatted(file));
    }
    List<ZooMember> members = members();
    Measurement measurement = saved.readOr(Measurement.none(Machine.here()));
    if (measure) {
      measurement = measure(members, measurement, saved);
    }
    print(members, measurement);
    if (plot != null) {
      Task drawn = task == null ? Task.CLASSIFICATION : task;
      AccuracyPlot.of(members, measurement, new AccuracyPlot.Choice(drawn, engine)).write(plot);
      Screen.messages().done(plot.toString());
    }
    return 0;
  }

  private List<ZooMember> members() {
    names.forEach(Zoo::find);
    return ZooMember.all().stream()
        .filter(m -> names.isEmpty() || names.contains(m.model().name()))
        .filter(m -> task == null || m.task() == task)
        .toList();
  }

  private static Measurement measure(
      List<ZooMember> members, Measurement before, MeasurementFile file) throws IOException {
    Screen screen = Screen.messages();
    NetworkTimer timer =
        new NetworkTimer(List.of(Kind.JAVA, Kind.ONNXRUNTIME), NetworkTimer.Turns.THOROUGH);
    Measurement measurement = before;
    for (int i = 0; i < members.size(); i++) {
      ZooMember member = members.get(i);
      screen.doing(
          String.format(Locale.ROOT, "%d of %d: %s", i + 1, members.size(), member.label()));
      measurement = measurement.with(timer.time(member.model(), member.variant()));
      // Each result is saved at once: measuring all takes minutes, and may be interrupted.
      file.write(measurement);
    }
    screen.clear();
    return measurement;
  }

  private void print(List<ZooMember> members, Measurement measurement) {
    Rows rows = new Rows(spec.commandLine().getOut(), json);
    rows.text(TableRow.heading());
    boolean timed = false;
    for (ZooMember member : members) {
      TableRow row = TableRow.of(member, measurement);
      timed |= row.isTimed();
      rows.print(row.json(), row.text());
    }
    rows.text("");
    rows.text(
        timed
            ? "Milliseconds per picture, one thread, batch 1: " + measurement.machine().text()
            : "No network was measured on this machine yet: add --measure.");
  }
}
