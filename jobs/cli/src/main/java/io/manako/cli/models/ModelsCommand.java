package io.manako.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Groups the commands for models of the catalog, models of this machine and networks of the zoo.
 */
@Command(
    name = "models",
    description = "List, fetch, import, describe, compare, check and swap models.",
    subcommands = {
      ListModelsCommand.class,
      PullModelCommand.class,
      ImportModelCommand.class,
      ShowModelCommand.class,
      ModelTableCommand.class,
      VerifyModelsCommand.class,
      SwapModelCommand.class
    },
    footer = {
      "",
      "Models are kept in $MANAKO_HOME/models, by default ~/.cache/manako/models.",
      "Examples:",
      "  ./manako models pull ssdlite-mobilenet-v2-coco",
      "  ./manako models show mobilenet-v1 --alpha 0.5 --input 128"
    })
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
