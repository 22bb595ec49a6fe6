package io.manako.operator.poison;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a process died while it decoded a record: a file that the process left. Files that
 * name no record, are older than {@link #KEPT} or exceed {@link #MOST} are deleted.
 *
 * @param file file that the process left
 * @param process process that died
 * @param key key of the record
 */
record Evidence(Path file, String process, RecordKey key) {
  /** Age at which evidence is deleted: by default, Kafka keeps no older records. */
  static final Duration KEPT = Duration.ofDays(7);

  /** Number of files that are kept, the latest ones. */
  static final int MOST = 1024;

  private static final int MOST_FILES = 8 * MOST;

  /**
   * Reads a folder.
   *
   * @param self name of the current process; opening its files would unlock them
   * @param now current time
   * @return evidence by record
   */
  static Map<RecordKey, List<Evidence>> read(Path folder, String self, Instant now)
      throws IOException {
    List<Path> files = new ArrayList<>(old(folder, self));
    files.sort(Comparator.comparing(Evidence::time).reversed());
    List<Evidence> found = new ArrayList<>();
    for (Path file : files) {
      boolean tooOld = time(file).isBefore(now.minus(KEPT));
      Evidence evidence = read(file, tooOld || found.size() == MOST);
      if (evidence != null) {
        found.add(evidence);
      }
    }
    return found.stream()
        .collect(Collectors.groupingBy(Evidence::key, HashMap::new, Collectors.toList()));
  }

  private static List<Path> old(Path folder, String self) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, "*" + FlightRecorder.SUFFIX + "{,.new}")) {
      for (Path file : all) {
        if (!process(file).equals(self) && files.size() < MOST_FILES) {
          files.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private static String process(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, Math.max(0, name.lastIndexOf('_')));
  }

  private static Instant time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  /** Reads a file; null if its process lives, it names no record or it is unwanted. */
  private static @Nullable Evidence read(Path file, boolean unwanted) throws IOException {
    if (file.toString().endsWith(".new")) {
      if (unwanted) {
        Files.deleteIfExists(file);
      }
      return null;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (isHeld(channel)) {
        return null;
      }
      RecordKey key = FlightRecorder.read(channel);
      if (key != null && !unwanted) {
        return new Evidence(file, process(file), key);
      }
    } catch (NoSuchFileException gone) {
      return null;
    }
    Files.deleteIfExists(file);
    return null;
  }

  /**
   * Whether the process that made the file lives. The check takes a shared lock, so several
   * processes can check at once.
   */
  private static boolean isHeld(FileChannel channel) throws IOException {
    try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process, which did not make the file, is checking it.
      return false;
    }
  }

  /** Deletes the evidence. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
