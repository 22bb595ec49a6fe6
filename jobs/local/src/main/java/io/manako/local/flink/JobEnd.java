package io.manako.local.flink;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a job was stopped.
 *
 * @param complete whether all results of all frames that it has read are committed
 * @param lastCheckpoint begin of the last one that it completed; null if none is known
 */
public record JobEnd(boolean complete, @Nullable Instant lastCheckpoint) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** All is committed. */
  static final JobEnd COMPLETE = new JobEnd(true, null);

  /** What a user has to know of it. */
  public String sentence() {
    if (complete) {
      return "The job has ended; all its results are committed";
    }
    return lastCheckpoint == null
        ? "The job was cancelled, and no checkpoint of it is known: none of its results may be committed, and the next start looks at those frames again"
        : "The job could not be stopped in time and was cancelled: results since its last checkpoint at %s are not committed, and the next start looks at those frames again"
            .formatted(TIME.format(lastCheckpoint));
  }
}
