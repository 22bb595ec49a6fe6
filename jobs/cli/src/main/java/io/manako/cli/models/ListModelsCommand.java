package io.manako.cli.models;

import io.manako.model.CatalogEntry;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the models of the catalog and of this machine. */
@Command(
    name = "list",
    description = "List the models that can be fetched and those on this" + " machine.")
final class ListModelsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON line per model.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ModelStore store = ModelStore.standard();
    ModelCatalog catalog = ModelCatalog.standard();
    TreeSet<String> names = new TreeSet<>(store.names());
    catalog.entries().forEach(e -> names.add(e.name()));
    Rows rows = new Rows(spec.commandLine().getOut(), json);
    for (String name : names) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", name);
      row.put("here", store.has(name));
      if (catalog.has(name)) {
        CatalogEntry entry = catalog.get(name);
        row.put("task", entry.task().name().toLowerCase(Locale.ROOT));
        row.put("licence", entry.licence());
        row.put("description", entry.description());
      }
      rows.print(row, text(row));
    }
    return 0;
  }

  private static String text(Map<String, Object> row) {
    boolean here = Boolean.TRUE.equals(row.get("here"));
    Object description = row.getOrDefault("description", "your own");
    return "%-34s %-8s %s".formatted(row.get("name"), here ? "here" : "-", description);
  }
}
