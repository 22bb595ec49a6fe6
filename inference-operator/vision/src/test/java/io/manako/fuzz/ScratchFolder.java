package io.manako.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a fuzzer puts what its parser reads from a file: in memory if the system offers that. */
public final class ScratchFolder {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private ScratchFolder() {}

  /**
   * A new folder, deleted with these files when the JVM ends.
   *
   * @param files that will be written
   */
  public static Path of(String... files) {
    try {
      Path folder =
          Files.isWritable(SHARED_MEMORY)
              ? Files.createTempDirectory(SHARED_MEMORY, "manako-fuzz-")
              : Files.createTempDirectory("manako-fuzz-");
      // Deleted in the opposite order.
      folder.toFile().deleteOnExit();
      for (String file : files) {
        folder.resolve(file).toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
