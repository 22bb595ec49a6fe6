package io.manako.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Model folder under construction beside its place, which {@link #install} moves there in one step.
 * The builder of a model holds its lock.
 */
final class StagedModel implements AutoCloseable {
  private final Path target;
  private final Path work;

  /**
   * Starts an empty folder.
   *
   * @param target place of the finished model, which need not exist
   */
  StagedModel(Path target) throws IOException {
    this.target = target;
    // The name is fixed: the next process, which holds the lock, removes what a killed process
    // left.
    this.work = target.resolveSibling("." + target.getFileName() + ".pull");
    delete(work);
    Files.createDirectories(result());
  }

  /** Folder of the model's files. */
  Path result() {
    return work.resolve("model");
  }

  /** Folder for files that do not belong to the model, which need not exist. */
  Path scratch(String name) {
    return work.resolve(name);
  }

  /** Moves the finished model into place. */
  void install() throws IOException {
    if (Files.exists(target)) {
      Files.move(target, scratch("replaced"));
    }
    Files.move(result(), target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    delete(work);
  }

  /** Deletes a folder with its content, if it exists. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
