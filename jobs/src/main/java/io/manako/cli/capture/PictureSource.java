package io.manako.cli.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picture files by name, each sent as its bytes are. */
public final class PictureSource implements FrameSource {
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp",
          "bmp", "image/bmp");

  private final List<Path> files;
  private final double framesPerSecond;
  private int next;

  /** Sends the files in the order given. */
  public PictureSource(List<Path> files, double framesPerSecond) {
    this.files = List.copyOf(files);
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * The pictures of a folder, by name.
   *
   * @throws IOException if it has none
   */
  public static PictureSource open(Path folder, double framesPerSecond) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = entries.filter(PictureSource::isPicture).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException("folder " + folder + " has no .jpg, .png, .webp or .bmp file in it");
      }
      return new PictureSource(files, framesPerSecond);
    }
  }

  /** Whether the name ends like a picture's. */
  public static boolean isPicture(Path file) {
    return CONTENT_TYPES.containsKey(extension(file));
  }

  @Override
  public @Nullable EncodedFrames next() throws IOException {
    if (next == files.size()) {
      return null;
    }
    Path file = files.get(next);
    long pts = Math.round(next++ * 1e9 / framesPerSecond);
    String type = CONTENT_TYPES.getOrDefault(extension(file), "application/octet-stream");
    return new EncodedFrames(type, Files.readAllBytes(file), 1, pts);
  }

  @Override
  public double framesPerSecond() {
    return framesPerSecond;
  }

  @Override
  public void close() {}

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
