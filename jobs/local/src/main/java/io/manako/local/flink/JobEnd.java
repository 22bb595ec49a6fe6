package io.manako.local.flink;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * End of a job that was stopped.
 *
 * @param complete true if all results of all frames that it has read are committed
 * @param lastCheckpoint begin of the last checkpoint that it completed; null if none is known
 */
public record JobEnd(boolean complete, @Nullable Instant lastCheckpoint) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** End with everything committed. */
  static final JobEnd COMPLETE = new JobEnd(true, null);

  /** Returns what a user has to know about the end. */
  public String sentence() {
    if (complete) {
      return "The job has ended; all its results are committed";
    }
    return lastCheckpoint == null
        ? "The job was cancelled, and no checkpoint of it is known: none of its results may be"
            + " committed, and the next start processes those frames again"
        : ("The job could not be stopped in time and was cancelled: results since its last"
                + " checkpoint at %s are not committed, and the next start processes those frames again")
            .formatted(TIME.format(lastCheckpoint));
  }
}
