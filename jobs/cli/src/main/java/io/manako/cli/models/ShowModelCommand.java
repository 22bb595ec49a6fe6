package io.manako.cli.models;

import io.manako.local.terminal.CommandException;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelException;
import io.manako.model.ModelStore;
import io.manako.model.NearestName;
import io.manako.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a model on this machine, or a network of the zoo. */
@Command(
    name = "show",
    description = {
      "Describe a model on this machine, or a network of the zoo layer by layer.",
      "./manako models table lists the zoo."
    },
    footer = {
      "",
      "Examples:",
      "  ./manako models show ssdlite-mobilenet-v2-coco",
      "  ./manako models show mobilenet-v1 --alpha 0.5 --input 32 --classes 10"
    })
final class ShowModelCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME|PATH",
      description = "Name, folder or ONNX file of a model, or a network of the zoo.")
  private String name = "";

  @Mixin private VariantOptions variant = new VariantOptions();

  @Option(names = "--layers", description = "Also list the layers of a model on this machine.")
  private boolean layers;

  @Option(names = "--json", description = "Print JSON lines: the layers, then the totals.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Rows rows = new Rows(spec.commandLine().getOut(), json);
    ModelStore store = ModelStore.standard();
    if (store.has(name) || Files.exists(Path.of(name)) || ModelCatalog.standard().has(name)) {
      if (variant.isSet()) {
        throw new CommandException(
            "%s has the weights it was trained with; --alpha, --input and --classes are for networks of the zoo: %s"
                .formatted(name, String.join(", ", Zoo.names())));
      }
      new ModelDescription(store.load(name)).print(rows, layers);
    } else if (Zoo.names().contains(name)) {
      new NetworkDescription(Zoo.find(name), variant.of(Zoo.find(name))).print(rows);
    } else {
      throw unknown(store);
    }
    return 0;
  }

  private ModelException unknown(ModelStore store) {
    TreeSet<String> known = new TreeSet<>(store.names());
    known.addAll(Zoo.names());
    ModelCatalog.standard().entries().forEach(e -> known.add(e.name()));
    return new ModelException(
        "there is no model %s; %s".formatted(name, NearestName.hint(name, known)));
  }
}
