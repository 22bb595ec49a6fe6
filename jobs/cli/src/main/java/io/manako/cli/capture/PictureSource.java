package io.manako.cli.capture;

import io.manako.image.FrameFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends picture files in the order of their names, each file's bytes unchanged. */
public final class PictureSource implements FrameSource {
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp",
          "bmp", "image/bmp");

  private static final int FIRST_BYTES = 512;

  private final List<Path> files;
  private final double framesPerSecond;
  private int next;

  /** Sends the files in the order given. */
  public PictureSource(List<Path> files, double framesPerSecond) {
    this.files = List.copyOf(files);
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * Opens the pictures of a folder, by name.
   *
   * @throws IOException if the folder has none
   */
  public static PictureSource open(Path folder, double framesPerSecond) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files = new ArrayList<>();
      for (Path entry : entries.filter(Files::isRegularFile).sorted().toList()) {
        if (isPicture(entry)) {
          files.add(entry);
        }
      }
      if (files.isEmpty()) {
        throw new IOException("folder " + folder + " has no .jpg, .png, .webp or .bmp file in it");
      }
      return new PictureSource(files, framesPerSecond);
    }
  }

  /**
   * Returns whether a file is a picture by its first bytes, independent of its name. The name
   * decides if the first bytes match no known format: a damaged picture counts as a picture.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean isPicture(Path file) throws IOException {
    FrameFormat format = format(file);
    return format == null ? CONTENT_TYPES.containsKey(extension(file)) : !format.isVideo();
  }

  private static @Nullable FrameFormat format(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return FrameFormat.ofFirstBytes(in.readNBytes(FIRST_BYTES));
    }
  }

  @Override
  public @Nullable EncodedFrames next() throws IOException {
    if (next == files.size()) {
      return null;
    }
    Path file = files.get(next);
    long pts = Math.round(next++ * 1e9 / framesPerSecond);
    return new EncodedFrames(contentType(file), Files.readAllBytes(file), 1, pts);
  }

  private static String contentType(Path file) throws IOException {
    FrameFormat format = format(file);
    return format == null
        ? CONTENT_TYPES.getOrDefault(extension(file), "application/octet-stream")
        : format.contentType();
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
