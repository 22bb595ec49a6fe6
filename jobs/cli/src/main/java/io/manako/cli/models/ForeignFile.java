package io.manako.cli.models;

import io.manako.local.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * File of a network that somebody else made.
 *
 * @param file the file
 * @param name name for the model: that of the file, or of its folder for {@code model.onnx}
 */
record ForeignFile(Path file, String name) {

  /**
   * Finds the network.
   *
   * @param path file, or a folder with one network
   * @throws CommandException if there is no network, or more than one
   */
  static ForeignFile find(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new CommandException("there is no file or folder " + path);
    }
    Path file = Files.isDirectory(absolute) ? only(absolute) : absolute;
    String own = String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z]+$", "");
    boolean plain = own.equals("model") || own.equals("best") || own.equals("last");
    Path folder = file.getParent();
    String name = plain && folder != null ? String.valueOf(folder.getFileName()) : own;
    return new ForeignFile(file, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-"));
  }

  private static Path only(Path folder) throws IOException {
    List<Path> networks;
    try (Stream<Path> files = Files.list(folder)) {
      networks = files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
    }
    if (networks.size() != 1) {
      throw new CommandException(
          "%s has %d files .onnx; name the one to import"
              .formatted(folder, networks.size()));
    }
    return networks.get(0);
  }

  /** Writes the network as ONNX. */
  void copyTo(Path onnx) throws IOException {
    Files.copy(file, onnx);
  }
}
