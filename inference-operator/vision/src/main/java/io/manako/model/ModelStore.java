package io.manako.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Store of the models on this machine: a folder with one folder for each model. */
public final class ModelStore {
  private final Path folder;

  /**
   * Creates a store.
   *
   * @param home the cache folder; models are in {@code models/} below it
   */
  public ModelStore(Path home) {
    this.folder = home.resolve("models").toAbsolutePath().normalize();
  }

  /** Returns the store in {@code $MANAKO_HOME}, by default {@code ~/.cache/manako}. */
  public static ModelStore standard() {
    String home = System.getenv("MANAKO_HOME");
    return new ModelStore(
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache", "manako")
            : Path.of(home));
  }

  /** Returns the folder of a model, which need not exist. */
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /** Names of the models in the store, sorted. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> Files.exists(f.resolve(ModelSpecFile.NAME)))
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether {@link #load} would find a description under that name. */
  public boolean has(String name) {
    return isName(name) && Files.exists(folder(name).resolve(ModelSpecFile.NAME));
  }

  /**
   * Loads a model and checks its files against their checksums.
   *
   * @param reference a name in this store; or a path to a folder with {@code model.onnx} and {@code
   *     model.yaml}, or to an ONNX file with a {@code model.yaml} beside it
   * @throws ModelException if the model is missing or damaged, or its description is wrong
   */
  public Model load(String reference) {
    if (isName(reference) && !Files.exists(Path.of(reference))) {
      if (!has(reference)) {
        throw missing(reference);
      }
      return load(folder(reference), folder(reference).resolve("model.onnx"), pull(reference));
    }
    Path path = Path.of(reference).toAbsolutePath().normalize();
    String remedy = "restore the file, or correct sha256 in model.yaml if you changed it";
    if (Files.isDirectory(path)) {
      return load(path, path.resolve("model.onnx"), remedy);
    }
    return load(path.getParent() == null ? path : path.getParent(), path, remedy);
  }

  /**
   * Reads a model's description alone, without a look at its network.
   *
   * @param reference name or path of the model, as in {@link #load(String)}
   * @throws ModelException if there is no description or it is wrong
   */
  public ModelSpec describe(String reference) {
    boolean named = isName(reference) && !Files.exists(Path.of(reference));
    Path path = named ? folder(reference) : Path.of(reference).toAbsolutePath().normalize();
    Path file =
        Files.isRegularFile(path)
            ? path.resolveSibling(ModelSpecFile.NAME)
            : path.resolve(ModelSpecFile.NAME);
    return ModelSpecFile.read(file);
  }

  private Model load(Path place, Path onnx, String remedy) {
    Path yaml = place.resolve(ModelSpecFile.NAME);
    for (Path file : List.of(onnx, yaml)) {
      if (!Files.isRegularFile(file)) {
        throw new ModelException(
            "%s is missing: a model is an ONNX file with a model.yaml beside it; %s"
                .formatted(file, "docs/models.md describes it"));
      }
    }
    try {
      Checksums.check(place, remedy);
      ModelSpec spec = ModelSpecFile.read(yaml);
      if (spec.sha256().isEmpty()) {
        return new Model(spec.withSha256(Sha256.of(onnx)), place, onnx);
      }
      Sha256.check(onnx, spec.sha256(), remedy);
      return new Model(spec, place, onnx);
    } catch (IOException e) {
      throw new ModelException(
          "the model in %s cannot be read: %s".formatted(place, YamlMapping.reason(e)), e);
    }
  }

  /** Writer of a new model's files. */
  @FunctionalInterface
  public interface Filler {
    /**
     * Writes {@code model.onnx}, {@code model.yaml} and the files that these name.
     *
     * @param folder empty folder beside the store's models
     * @throws ModelException if the model is refused; no file remains then
     */
    void fill(Path folder) throws IOException;
  }

  /**
   * Adds a model of the user's own, completely or not at all. Processes that add a model of one
   * name wait for each other.
   *
   * @param name name of the model, which the catalog does not have
   * @param replaces whether a model of that name may exist and is replaced
   * @throws ModelException if the name is wrong or taken, or if {@code filler} refuses the model
   */
  public Model add(String name, boolean replaces, Filler filler) {
    requireFree(name, replaces);
    Path target = folder(name);
    try {
      Files.createDirectories(folder);
      Path lock = target.resolveSibling("." + name + ".lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock();
          StagedModel staged = new StagedModel(target)) {
        if (held.isValid()) {
          requireFree(name, replaces);
          filler.fill(staged.result());
          load(staged.result().toString());
          staged.install();
        }
      }
      return load(name);
    } catch (IOException e) {
      throw new ModelException(
          "%s was not added to %s: %s".formatted(name, folder, YamlMapping.reason(e)), e);
    }
  }

  private void requireFree(String name, boolean replaces) {
    if (!isName(name)) {
      throw new ModelException(
          "the name %s does not fit; it has letters, digits, dots, dashes and underscores and starts with a letter or a digit"
              .formatted(name));
    }
    if (ModelCatalog.standard().has(name)) {
      throw new ModelException(
          "%s is a model of the catalog; choose another name with --name".formatted(name));
    }
    if (has(name) && !replaces) {
      throw new ModelException(
          "the model %s is here already; choose another name with --name, or add --replace"
              .formatted(name));
    }
  }

  private ModelException missing(String name) {
    ModelCatalog catalog = ModelCatalog.standard();
    if (catalog.has(name)) {
      return new ModelException(
          "the model %s is not on this machine: run ./manako models pull %s".formatted(name, name));
    }
    TreeSet<String> known = new TreeSet<>(names());
    catalog.entries().forEach(e -> known.add(e.name()));
    return new ModelException(
        "there is no model %s; %s".formatted(name, NearestName.hint(name, known)));
  }

  private static String pull(String name) {
    return "delete the folder or run ./manako models pull " + name + " to fetch it again";
  }

  private static boolean isName(String reference) {
    return reference.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && !reference.endsWith(".onnx");
  }
}
