package io.manako.operator.poison;

import io.manako.image.MalformedFrameException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which records were being decoded when processes died, so that a record that kills its
 * decoder's process is not decoded a third time.
 *
 * <p>Each subtask notes what it decodes in a {@link FlightRecorder}. Opening a memory reads what
 * dead processes left in the same folder. A record whose decoding the process survives is cleared;
 * a record that was being decoded at {@value #DEATHS} deaths, without a success between them, is
 * poison. A task that fails while its process lives leaves nothing.
 *
 * <p>Several subtasks may be decoding when their process dies. Suspect records are decoded one at a
 * time within a process, so that the next death separates the guilty record from the innocent ones.
 *
 * <p>Each subtask has one memory, for the task's thread.
 */
public final class CrashMemory implements AutoCloseable {
  /** Number of deaths after which a record is not decoded any more. */
  public static final int DEATHS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(CrashMemory.class);
  private static final Semaphore ONE_SUSPECT = new Semaphore(1);

  private final @Nullable FlightRecorder recorder;
  private final Map<RecordKey, List<Evidence>> suspects;

  /** Decodes one record. */
  @FunctionalInterface
  public interface Decoding {
    /** Decodes the record. */
    void run() throws MalformedFrameException;
  }

  private CrashMemory(@Nullable FlightRecorder recorder, Map<RecordKey, List<Evidence>> suspects) {
    this.recorder = recorder;
    this.suspects = suspects;
  }

  /** Remembers nothing. */
  public static CrashMemory none() {
    return new CrashMemory(null, Map.of());
  }

  /**
   * Opens the memory of a job.
   *
   * @param folder folder of this job alone, the same in its next process; created if missing
   * @throws IOException if files cannot be made, locked or mapped there
   */
  public static CrashMemory open(Path folder) throws IOException {
    return open(folder, thisProcess());
  }

  static CrashMemory open(Path folder, String process) throws IOException {
    Files.createDirectories(folder);
    String name = process + "_" + UUID.randomUUID() + FlightRecorder.SUFFIX;
    FlightRecorder recorder = FlightRecorder.create(folder.resolve(name));
    try {
      Map<RecordKey, List<Evidence>> found = Evidence.read(folder, process, Instant.now());
      return new CrashMemory(recorder, new HashMap<>(found));
    } catch (IOException | RuntimeException e) {
      recorder.close();
      throw e;
    }
  }

  /** Returns process id, host and start time: another process may get the same id. */
  private static String thisProcess() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    return runtime.getName().replaceAll("[^A-Za-z0-9@.-]", "-") + "-" + runtime.getStartTime();
  }

  /** Whether a record must not be decoded. */
  public boolean isPoison(RecordKey key) {
    if (suspects.isEmpty()) {
      return false;
    }
    List<Evidence> against = suspects.getOrDefault(key, List.of());
    return against.stream().map(Evidence::process).distinct().count() >= DEATHS;
  }

  /**
   * Decodes a record under observation. An {@link Error}, which may be about to end the process,
   * counts as a death if it does.
   *
   * @throws InterruptedException if the thread is interrupted while it waits for another suspect
   *     record to be decoded
   */
  public void decode(RecordKey key, Decoding decoding)
      throws MalformedFrameException, InterruptedException {
    if (recorder == null) {
      decoding.run();
    } else if (suspects.isEmpty() || !suspects.containsKey(key)) {
      observe(recorder, key, decoding);
    } else {
      ONE_SUSPECT.acquire();
      try {
        observe(recorder, key, decoding);
      } finally {
        ONE_SUSPECT.release();
      }
    }
  }

  private void observe(FlightRecorder observer, RecordKey key, Decoding decoding)
      throws MalformedFrameException {
    observer.begin(key);
    try {
      decoding.run();
      survived(observer, key);
    } catch (MalformedFrameException | RuntimeException e) {
      survived(observer, key);
      throw e;
    }
  }

  private void survived(FlightRecorder observer, RecordKey key) {
    observer.end();
    if (!suspects.isEmpty()) {
      clear(key);
    }
  }

  private void clear(RecordKey key) {
    List<Evidence> refuted = suspects.remove(key);
    try {
      for (Evidence evidence : refuted == null ? List.<Evidence>of() : refuted) {
        evidence.delete();
      }
    } catch (IOException e) {
      LOG.warn("{} was decoded, but the memory of a crash in it cannot be deleted", key, e);
    }
  }

  /**
   * Notes that the decoder waits for something else: a death of the process is not its fault now.
   */
  public void pause() {
    if (recorder != null) {
      recorder.end();
    }
  }

  /** Notes that the decoder goes on with the same record. */
  public void resume() {
    if (recorder != null) {
      recorder.resume();
    }
  }

  /** Leaves the notes in the folder, as the death of the process would. */
  void abandon() throws IOException {
    if (recorder != null) {
      recorder.abandon();
    }
  }

  @Override
  public void close() throws IOException {
    if (recorder != null) {
      recorder.close();
    }
  }
}
