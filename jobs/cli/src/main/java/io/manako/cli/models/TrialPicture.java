package io.manako.cli.models;

import io.manako.image.Decoder;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.job.JobOptions;
import io.manako.local.files.Home;
import io.manako.local.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Picture on which a foreign network is tried.
 *
 * @param image the picture
 * @param name name in messages
 */
record TrialPicture(Image image, String name) {
  private static final long MOST_BYTES = 1L << 28;

  /**
   * Returns the picture that was asked for, else the first photo of this machine's store, else a
   * drawn street.
   *
   * @throws CommandException with a sentence, if the file is no picture
   * @throws IOException if the file cannot be read
   */
  static TrialPicture of(@Nullable Path wanted) throws IOException {
    Path file = wanted == null ? firstPhoto(Home.folder().resolve("photos")) : wanted;
    return file == null
        ? new TrialPicture(DrawnStreet.image(), "a drawn street")
        : new TrialPicture(decoded(file), file.toString());
  }

  private static @Nullable Path firstPhoto(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jpg")).sorted().findFirst().orElse(null);
    }
  }

  private static Image decoded(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandException("there is no file %s; give a picture".formatted(file));
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new CommandException(file + " is too large for a picture; give one below 256 MB");
    }
    List<Image> images = new ArrayList<>(1);
    try (Decoder decoder = JobOptions.load(null, Map.of()).inference().openDecoder()) {
      decoder.decode(Files.readAllBytes(file), null, (image, index, pts) -> images.add(image));
    } catch (MalformedFrameException e) {
      throw new CommandException("%s cannot be decoded: %s".formatted(file, e.getMessage()), e);
    }
    return images.get(0);
  }
}
