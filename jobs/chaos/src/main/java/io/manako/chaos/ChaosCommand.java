package io.manako.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.local.files.Folders;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.PluggedCommand;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs checks and prints their figures; exit code 1 if a promise is broken. */
@Command(
    name = "chaos",
    description = {
      "Test the promises: disturb real jobs and count the results.",
      "Without a name, lists the checks and what they prove."
    })
public final class ChaosCommand implements PluggedCommand {
  private static final String ALL = "all";

  @Parameters(
      paramLabel = "CHECK",
      arity = "0..*",
      description = "Check to run; 'all' for each of" + " them.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--long", description = "Run for hours instead of minutes.")
  private boolean atLength;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of everything that is random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object per check.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<ChaosCheck> chosen = new ArrayList<>();
    names.forEach(name -> chosen.addAll(named(name)));
    PrintWriter out = spec.commandLine().getOut();
    if (chosen.isEmpty()) {
      ChaosChecks.all().forEach(check -> out.printf("  %-10s %s%n", check.name(), check.promise()));
      out.flush();
      return 0;
    }
    boolean holds = true;
    for (ChaosCheck check : chosen) {
      holds &= run(check, out);
    }
    return holds ? 0 : 1;
  }

  private static List<ChaosCheck> named(String name) {
    List<ChaosCheck> found =
        ChaosChecks.all().stream()
            .filter(check -> name.equals(ALL) || check.name().equals(name))
            .toList();
    if (found.isEmpty()) {
      throw new CommandException(
          "there is no check '%s'; there are: %s, all"
              .formatted(
                  name,
                  String.join(", ", ChaosChecks.all().stream().map(ChaosCheck::name).toList())));
    }
    return found;
  }

  private boolean run(ChaosCheck check, PrintWriter out) throws Exception {
    Path folder = Files.createTempDirectory("manako-chaos-");
    long start = System.nanoTime();
    boolean holds = true;
    try {
      if (!json) {
        out.printf("%s: %s%n", check.name(), check.promise());
        out.flush();
      }
      ChaosRun.Length length = atLength ? ChaosRun.Length.LONG : ChaosRun.Length.SHORT;
      Report report = check.run(new ChaosRun(length, seed, folder, this::say));
      double seconds = (System.nanoTime() - start) / 1e9;
      if (json) {
        out.println(line(check, report, seconds));
      } else {
        out.print(report);
        out.printf(Locale.ROOT, "  %s in %.0f s%n", report.holds() ? "holds" : "BROKEN", seconds);
      }
      out.flush();
      holds = report.holds();
      return holds;
    } finally {
      if (holds) {
        Folders.deleteQuietly(folder);
      } else {
        say("the check's files are in " + folder);
      }
    }
  }

  private void say(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("  … " + sentence);
    err.flush();
  }

  private String line(ChaosCheck check, Report report, double seconds) {
    ObjectNode line =
        new ObjectMapper()
            .createObjectNode()
            .put("check", check.name())
            .put("seed", seed)
            .put("seconds", seconds)
            .put("holds", report.holds());
    ArrayNode figures = line.putArray("figures");
    report
        .figures()
        .forEach(
            figure ->
                figures
                    .addObject()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("demand", figure.demand())
                    .put("holds", figure.holds()));
    return line.toString();
  }
}
