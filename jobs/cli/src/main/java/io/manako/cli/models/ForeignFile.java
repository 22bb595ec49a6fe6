package io.manako.cli.models;

import io.manako.graph.OnnxFile;
import io.manako.graph.OnnxWeightFiles;
import io.manako.graph.OnnxWriter;
import io.manako.graph.tfjs.TfjsReader;
import io.manako.graph.tfjs.TfjsSelection;
import io.manako.graph.tflite.TfliteReader;
import io.manako.local.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * File of a network that somebody else made.
 *
 * @param file the file
 * @param asFolder whether the user named the folder, which may then hold weights beside the network
 * @param name name for the model: that of the file, or of its folder for {@code model.onnx}
 */
record ForeignFile(Path file, boolean asFolder, String name) {

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
    return new ForeignFile(
        file,
        Files.isDirectory(absolute),
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-"));
  }

  private static Path only(Path folder) throws IOException {
    List<Path> networks;
    try (Stream<Path> files = Files.list(folder)) {
      networks = files.filter(ForeignFile::isNetwork).sorted().toList();
    }
    if (networks.size() != 1) {
      throw new CommandException(
          folder
              + " has "
              + networks.size()
              + " networks (.onnx, .tflite or model.json); name the one to import");
    }
    return networks.get(0);
  }

  private static boolean isNetwork(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".onnx") || name.endsWith(".tflite") || name.equals("model.json");
  }

  /**
   * Writes the network as ONNX.
   *
   * @param settings values that the user gives: a TensorFlow.js model does not state its size
   * @throws CommandException if the size is needed and was not given
   * @throws io.manako.graph.MalformedModelException if the file is damaged or has operators that
   *     the readers of TensorFlow's formats do not know
   */
  void writeOnnx(Path onnx, Map<String, String> settings) throws IOException {
    String own = String.valueOf(file.getFileName());
    if (own.endsWith(".tflite")) {
      OnnxWriter.write(TfliteReader.open(file).read(name, Map.of()), onnx);
    } else if (own.endsWith(".json")) {
      OnnxWriter.write(
          TfjsReader.open(file)
              .read(
                  new TfjsSelection(
                      name,
                      null,
                      side(settings, "input.height"),
                      side(settings, "input.width"),
                      Map.of())),
          onnx);
    } else if (asFolder && OnnxFile.externalWeight(file).isPresent()) {
      OnnxWeightFiles.gather(file, folder(), onnx);
    } else {
      Files.copy(file, onnx);
    }
  }

  private Path folder() {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  private static int side(Map<String, String> settings, String key) {
    String pixels = settings.getOrDefault(key, "");
    if (!pixels.matches("[1-9][0-9]{0,4}")) {
      throw new CommandException(
          "a TensorFlow.js model is converted for one size of pictures; give --set input.width=…"
              + " --set input.height=… in pixels");
    }
    return Integer.parseInt(pixels);
  }
}
