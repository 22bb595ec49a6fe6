package io.manako.dashboard.state;

/**
 * How a record came.
 *
 * @param atMillis when this process had it
 * @param writtenMillis when the job wrote it, or 0 if it does not say
 * @param json its value
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are shown, never compared
public record Arrival(long atMillis, long writtenMillis, byte[] json) {

  /** The best guess of when the job wrote it. */
  long emittedMillis() {
    return writtenMillis > 0 && writtenMillis <= atMillis ? writtenMillis : atMillis;
  }
}
