package io.manako.cli.models;

import io.manako.engine.EngineOptions.Kind;
import io.manako.intake.Adoption;
import io.manako.intake.Intake;
import io.manako.intake.Request;
import io.manako.model.Model;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a network that somebody else made into the store. */
@Command(
    name = "import",
    description = {
      "Take a network of your own into the store: recognise its head, describe it, try it.",
      "Nothing is stored if its answers would be nonsense."
    },
    footer = {
      "",
      "docs/own-model.md shows the export command of each family.",
      "Examples:",
      "  ./manako models import best.onnx --name helmets --try site.jpg",
      "  ./manako models import exported/ --labels classes.txt",
      "  ./manako models import net.onnx --set input.range=0..1 --set output.box-format=xyxy"
    })
final class ImportModelCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|DIR",
      description = "ONNX file (.onnx), or a folder with one; also .tflite and TensorFlow.js.")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model in the store (default: that of the file).")
  private @Nullable String name;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes, one a line (default: those in the file, or by count).")
  private @Nullable Path labels;

  @Option(
      names = "--try",
      paramLabel = "PICTURE",
      description = "Picture that shows what the network finds (default: a photo of the store).")
  private @Nullable Path picture;

  @Option(
      names = "--annotate",
      paramLabel = "OUT",
      description =
          "File (.png) for the annotated picture (default: tried.png in the model's folder).")
  private @Nullable Path annotated;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Value of model.yaml that the file does not tell. Repeatable.",
        "input.range=0..1, -1..1, 0..255 or imagenet sets mean and std."
      })
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--replace", description = "Replace a model of that name.")
  private boolean replace;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ForeignFile foreign = ForeignFile.find(file);
    TrialPicture trial = TrialPicture.of(picture);
    ModelStore store = ModelStore.standard();
    String chosen = name == null ? foreign.name() : name;
    Request request =
        new Request(
            chosen,
            "file:" + foreign.file().getFileName(),
            settings,
            new StoredLabels(store, labels),
            trial.image(),
            trial.name());
    ImportReport report = new ImportReport(spec.commandLine().getOut(), trial);
    Adoption[] adopted = new Adoption[1];
    Model model =
        store.add(
            chosen,
            replace,
            folder -> {
              foreign.writeOnnx(folder.resolve("model.onnx"), settings);
              adopted[0] = new Intake(folder, request).adopt();
            });
    report.adopted(model, adopted[0]);
    List<EngineTrial> trials =
        List.of(Kind.JAVA, Kind.ONNXRUNTIME).stream()
            .map(engine -> EngineTrial.of(engine, model, trial.image()))
            .toList();
    Path target = annotated == null ? model.folder().resolve("tried.png") : annotated;
    report.tried(model, trials, target);
    return 0;
  }
}
