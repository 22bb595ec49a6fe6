package io.manako.cli.models;

import io.manako.model.ModelException;
import io.manako.model.ModelStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks whether the models are as they were fetched. */
@Command(
    name = "verify",
    description = "Compare every model on this machine with its fingerprints.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0: all are well", "1: at least one is damaged"})
final class VerifyModelsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON line per model.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ModelStore store = ModelStore.standard();
    Rows rows = new Rows(spec.commandLine().getOut(), json);
    int damaged = 0;
    for (String name : store.names()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", name);
      try {
        store.load(name);
        row.put("ok", true);
        rows.print(row, name + ": ok");
      } catch (ModelException e) {
        damaged++;
        row.put("ok", false);
        row.put("reason", e.getMessage());
        rows.print(row, name + ": " + e.getMessage());
      }
    }
    return damaged == 0 ? 0 : 1;
  }
}
