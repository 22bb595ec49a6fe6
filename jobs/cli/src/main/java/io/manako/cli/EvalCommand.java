package io.manako.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the measurements against ground truth. */
@Command(
    name = "eval",
    description = "Measure tracks or boxes against ground truth.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {EvalMotCommand.class, EvalBoxesCommand.class})
final class EvalCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
