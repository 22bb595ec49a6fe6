package io.manako.operator.poison;

import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import io.manako.operator.options.DecodeConfigOptions;
import io.manako.operator.poison.CrashMemory.Decoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses frames that have killed processes repeatedly, and observes the decoding of all others.
 */
public final class PoisonGuard implements AutoCloseable {
  /** Class of the error in dead letters. */
  static final String ERROR = "PoisonFrame";

  private static final Logger LOG = LoggerFactory.getLogger(PoisonGuard.class);
  private static final String REASON =
      String.format(
          Locale.ROOT,
          "%d processes in a row died while they decoded this record; it is not decoded again",
          CrashMemory.DEATHS);

  private final CrashMemory memory;

  private PoisonGuard(CrashMemory memory) {
    this.memory = memory;
  }

  /**
   * Opens the memory of a job. A folder that cannot be used fails no task: the failure is logged,
   * and nothing is remembered.
   *
   * @param where value of the option {@code decode.crash-memory}
   * @param job name of the job
   */
  public static PoisonGuard open(String where, String job) {
    if (where.isBlank() || where.equals(DecodeConfigOptions.OFF)) {
      return new PoisonGuard(CrashMemory.none());
    }
    Path folder = Path.of(where);
    try {
      if (where.equals(DecodeConfigOptions.AUTO)) {
        folder = ownFolder();
      }
      return new PoisonGuard(CrashMemory.open(folder.resolve(folderName(job))));
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Frames that kill the process are not remembered, because {} cannot be used; set"
              + " decode.crash-memory to a folder that can be written, or to off",
          folder,
          e);
      return new PoisonGuard(CrashMemory.none());
    }
  }

  /** Creates a folder among the temporary files in which no other user can plant evidence. */
  private static Path ownFolder() throws IOException {
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9.-]", "-");
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir")).resolve("manako-crash-memory-" + user);
    Files.createDirectories(folder);
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      // Fails on a folder that another user has made.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }

  private static String folderName(String job) {
    return job.replaceAll("[^A-Za-z0-9.-]", "-")
        + String.format(Locale.ROOT, "-%08x", job.hashCode());
  }

  /** Returns the reason why a frame is not decoded, or null. */
  public @Nullable Failure refuse(FrameRecord frame) {
    return memory.isPoison(key(frame)) ? new Failure(Stage.DECODE, ERROR, REASON) : null;
  }

  /** Decodes a frame under observation. */
  void decode(FrameRecord frame, Decoding decoding)
      throws MalformedFrameException, InterruptedException {
    memory.decode(key(frame), decoding);
  }

  /** Notes that the decoder waits for something else. */
  void pause() {
    memory.pause();
  }

  /** Notes that the decoder goes on. */
  void resume() {
    memory.resume();
  }

  private static RecordKey key(FrameRecord frame) {
    FrameRecord.Source source = frame.source();
    return new RecordKey(
        source.topic().hashCode(),
        source.partition(),
        source.offset(),
        frame.eventTime().toEpochMilli(),
        frame.bytes().length);
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }
}
