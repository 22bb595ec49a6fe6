package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.track.eval.MotFile;
import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** MOTChallenge files by path. */
final class MotPath {
  private MotPath() {}

  /** Throws {@link CommandException} that names the file and the line that cannot be read. */
  static MotSequence read(Path path) throws IOException {
    try (Reader reader = Files.newBufferedReader(path, UTF_8)) {
      return MotFile.read(reader);
    } catch (IllegalArgumentException e) {
      throw new CommandException(path + ", " + e.getMessage(), e);
    }
  }
}
