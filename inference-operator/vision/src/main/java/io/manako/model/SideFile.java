package io.manako.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * File that a model's description names. The file must be in the model's own folder: the
 * description of a downloaded model must not make its reader open any other file of the machine.
 */
public final class SideFile {
  private SideFile() {}

  /**
   * Reads a file.
   *
   * @param folder folder of the model
   * @param key key of the description that names the file, for the message
   * @param name a plain file name; a link is followed as long as it stays in the folder
   * @param mostBytes greatest size of the file in bytes
   * @throws ModelException naming key, file and reason, if the file is elsewhere, missing or too
   *     large
   */
  public static byte[] read(Path folder, String key, String name, int mostBytes) {
    Path file = resolve(folder, key, name);
    try (InputStream in = Files.newInputStream(inside(folder, key, file))) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "%s names %s, which is larger than the %d bytes that are read",
                key,
                file,
                mostBytes));
      }
      return bytes;
    } catch (IOException e) {
      throw new ModelException(
          "%s names %s, which cannot be read: %s".formatted(key, file, YamlMapping.reason(e)), e);
    }
  }

  private static Path resolve(Path folder, String key, String name) {
    try {
      Path plain = Path.of(name);
      if (plain.getNameCount() == 1
          && plain.equals(plain.getFileName())
          && !name.equals(".")
          && !name.equals("..")
          && !name.isEmpty()) {
        return folder.resolve(plain);
      }
    } catch (InvalidPathException e) {
      throw elsewhere(key, name);
    }
    throw elsewhere(key, name);
  }

  private static ModelException elsewhere(String key, String name) {
    return new ModelException(
        "%s is \"%s\"; it must be the plain name of a file beside model.yaml, such as %s"
            .formatted(key, name, key.startsWith("labels") ? "labels.txt" : "anchors.bin"));
  }

  private static Path inside(Path folder, String key, Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath()) || !Files.isRegularFile(real)) {
      throw new ModelException(
          "%s names %s, which is no regular file in the model's folder".formatted(key, file));
    }
    return real;
  }
}
