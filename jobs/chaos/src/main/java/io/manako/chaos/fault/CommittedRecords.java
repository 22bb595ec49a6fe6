package io.manako.chaos.fault;

import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the records of a job. */
final class CommittedRecords {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private CommittedRecords() {}

  /**
   * Waits until a topic holds a number of committed records.
   *
   * @throws Exception with the reason if the job has ended
   */
  static void await(RigTopics topics, RigJob job, String topic, long records) throws Exception {
    long start = System.nanoTime();
    int found = topics.read(topic).size();
    while (found < records) {
      if (job.client().getJobStatus().get().isGloballyTerminalState()) {
        job.awaitEnd();
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "topic %s holds %d of %d records after minutes",
                topic,
                found,
                records));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      found = topics.read(topic).size();
    }
  }
}
