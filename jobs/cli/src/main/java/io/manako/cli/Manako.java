package io.manako.cli;

import io.manako.cli.cluster.SubmitCommand;
import io.manako.cli.defaults.JobDefaults;
import io.manako.cli.models.ModelsCommand;
import io.manako.cli.plan.PlanCommand;
import io.manako.local.terminal.ErrorText;
import io.manako.local.terminal.PluggedCommand;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Root of all commands. Exit codes: 0 done, 1 failed (with one sentence on the standard error
 * stream), 2 the command line itself was wrong.
 */
@Command(
    name = "manako",
    description = "Streaming video analytics: frames from Kafka in, detections out.",
    versionProvider = Versions.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Manako implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          RunCommand.class,
          DashboardCommand.class,
          BrokerCommand.class,
          TopicsCommand.class,
          SubmitCommand.class,
          ProduceCommand.class,
          TailCommand.class,
          DetectCommand.class,
          ClassifyCommand.class,
          SegmentCommand.class,
          TrackCommand.class,
          EvalCommand.class,
          BenchCommand.class);

  /** Commands at the end of the list, after those that other modules plug in. */
  private static final List<Class<?>> LAST_COMMANDS =
      List.of(ModelsCommand.class, PlanCommand.class, HelpCommand.class);

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the log and, on failure, the stack trace.")
  private boolean verbose;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one command and exits with its code. */
  public static void main(String... args) {
    StandardOutput out = Surroundings.settle();
    if (List.of(args).contains("--verbose")) {
      System.setProperty("manako.log.console", "info");
    }
    int code = run(args);
    System.out.flush();
    IOException unwritten = out.failure();
    if (unwritten != null) {
      System.err.println(
          "manako: the standard output cannot be written: " + ErrorText.of(unwritten));
      code = CommandLine.ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  private static int run(String... args) {
    try {
      return Surroundings.onStandardStreams(commandLine()).execute(args);
    } catch (LinkageError e) {
      // picocli does not catch errors. A missing native library is an error that the user can
      // repair.
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      System.err.println("manako: this machine cannot load a library: " + root);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Builds the whole command line, as {@link #main} runs it. */
  public static CommandLine commandLine() {
    Manako root = new Manako();
    CommandLine line = new CommandLine(root);
    COMMANDS.forEach(command -> line.addSubcommand(new CommandLine(command)));
    ServiceLoader.load(PluggedCommand.class).forEach(line::addSubcommand);
    LAST_COMMANDS.forEach(command -> line.addSubcommand(new CommandLine(command)));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setDefaultValueProvider(new JobDefaults())
        .setExecutionStrategy(Manako::runUnlessMistyped)
        .setExecutionExceptionHandler(new ErrorReporter(() -> root.verbose))
        .setParameterExceptionHandler(ErrorReporter::reportUsage);
  }

  /**
   * Refuses unknown arguments beside {@code --help}, which picocli ignores, such as a mistyped
   * command.
   */
  private static int runUnlessMistyped(ParseResult parsed) {
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      if (!level.unmatched().isEmpty()) {
        throw new UnmatchedArgumentException(level.commandSpec().commandLine(), level.unmatched());
      }
    }
    return new RunLast().execute(parsed);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
