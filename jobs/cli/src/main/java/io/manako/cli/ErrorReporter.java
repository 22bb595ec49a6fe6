package io.manako.cli;

import io.manako.job.OptionsException;
import io.manako.local.terminal.ErrorText;
import io.manako.model.VisibleText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints why a command failed, and chooses the exit code for this kind of failure. */
final class ErrorReporter implements IExecutionExceptionHandler {
  private final BooleanSupplier verbose;

  ErrorReporter(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  /** Prints one sentence and returns exit code 1, or 2 if the job's options were wrong. */
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof OptionsException) {
      return reportUsage(new ParameterException(command, e.getMessage(), e));
    }
    PrintWriter err = command.getErr();
    err.println("manako: " + VisibleText.ofLines(ErrorText.of(e)));
    if (verbose.getAsBoolean()) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      err.println(VisibleText.ofLines(trace.toString()));
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * Prints what is wrong with the command line, suggests the nearest right one, and returns exit
   * code 2.
   */
  static int reportUsage(ParameterException e, String... args) {
    CommandLine command = e.getCommandLine();
    List<String> unknown = command.getUnmatchedArguments();
    if (e instanceof MissingParameterException && !unknown.isEmpty()) {
      // A missing argument is most likely a mistyped one.
      return reportUsage(new UnmatchedArgumentException(command, unknown), args);
    }
    PrintWriter err = command.getErr();
    String message = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    err.println("manako: " + VisibleText.ofLines(firstLower(message)));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Help: ./" + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String firstLower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
