package io.manako.local.files;

import io.manako.media.VideoReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Sample video {@code vtest.avi}: real pedestrians, 768×576, 795 frames at 10 per second, PETS 2009
 * S2.L1 view 1. The file is in Debian's package {@code opencv-doc}, which apt verifies; no root
 * rights are needed, and nothing is installed.
 */
public final class SampleVideo {
  /** Fingerprint of the only version that Debian has shipped so far. */
  static final String SHA256 = "45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf";

  private static final String NAME = "vtest.avi";
  private static final String IN_PACKAGE = "usr/share/doc/opencv-doc/examples/data/" + NAME;

  /** Limit far above the video's size. The package is apt's, and apt has checked its signature. */
  private static final int MOST_BYTES = 64 << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;

  /** Keeps the video in {@code folder}. */
  public SampleVideo(Path folder) {
    this.folder = folder;
  }

  /** Returns the path of the video after {@link #fetch}. */
  public Path file() {
    return folder.resolve(NAME);
  }

  /**
   * Fetches the video unless it exists; an interrupted fetch leaves no partial file.
   *
   * @return {@link #file}
   * @throws IOException with a sentence if apt is missing or fails, or if the package has no such
   *     video
   */
  public Path fetch() throws IOException, InterruptedException {
    if (Files.exists(file())) {
      return file();
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempDirectory(folder, "fetch-");
    try {
      download(temporary);
      Path video = extract(temporary);
      verify(video);
      Files.move(video, file(), StandardCopyOption.ATOMIC_MOVE);
      return file();
    } finally {
      Folders.delete(temporary);
    }
  }

  /**
   * Downloads with the machine's package lists, or else with fresh ones that only this call uses.
   */
  private static void download(Path temporary) throws IOException, InterruptedException {
    try {
      ExternalProgram.run(temporary, PATIENCE, List.of("apt-get", "download", "opencv-doc"));
    } catch (IOException noLists) {
      Path state = Files.createDirectories(temporary.resolve("state"));
      Path cache = Files.createDirectories(temporary.resolve("cache"));
      List<String> apt =
          List.of(
              "apt-get",
              "-oDir::State=" + state,
              "-oDir::Cache=" + cache,
              "-oDir::State::status=/var/lib/dpkg/status");
      ExternalProgram.run(temporary, PATIENCE, plus(apt, "update"));
      ExternalProgram.run(temporary, PATIENCE, plus(apt, "download", "opencv-doc"));
    }
  }

  private static List<String> plus(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static Path extract(Path temporary) throws IOException, InterruptedException {
    Path deb;
    try (Stream<Path> files = Files.list(temporary)) {
      deb =
          files
              .filter(file -> file.toString().endsWith(".deb"))
              .findFirst()
              .orElseThrow(() -> new IOException("apt-get brought no package"));
    }
    Path tree = temporary.resolve("tree");
    ExternalProgram.run(
        temporary, PATIENCE, List.of("dpkg-deb", "-x", deb.toString(), tree.toString()));
    Path video = tree.resolve(IN_PACKAGE);
    Path zipped = tree.resolve(IN_PACKAGE + ".gz");
    if (Files.exists(zipped)) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(zipped))) {
        Files.write(video, in.readNBytes(MOST_BYTES));
      }
    }
    if (!Files.isRegularFile(video)) {
      throw new IOException("the package opencv-doc has no " + IN_PACKAGE + " in it any more");
    }
    return video;
  }

  /** Checks that the video plays; another version of it is fine. */
  private static void verify(Path video) throws IOException {
    if (SHA256.equals(sha256(video))) {
      return;
    }
    try (VideoReader reader = VideoReader.open(video.toString())) {
      if (reader.next() == null) {
        throw new IOException("the video in the package opencv-doc has no pictures");
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
