package io.manako.cli;

import io.manako.local.terminal.CommandException;
import io.manako.model.TextFile;
import io.manako.track.eval.MotFile;
import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;

/** Reads MOTChallenge files. */
final class MotPath {
  private MotPath() {}

  /**
   * Reads a file.
   *
   * @throws CommandException with the file and the line that cannot be read
   */
  static MotSequence read(Path path) throws IOException {
    try {
      return MotFile.read(new StringReader(TextFile.read(path)));
    } catch (TextFile.EncodingException e) {
      throw new CommandException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(path + ", " + e.getMessage(), e);
    }
  }
}
