package io.manako.dashboard.state;

/**
 * Arrival of a record.
 *
 * @param atMillis time at which this process received the record, in milliseconds since 1970
 * @param writtenMillis time at which the job wrote the record, in milliseconds since 1970, or 0 if
 *     unknown
 * @param json value of the record
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are shown, never compared
public record Arrival(long atMillis, long writtenMillis, byte[] json) {

  /** Best estimate of the time at which the job wrote the record. */
  long emittedMillis() {
    return writtenMillis > 0 && writtenMillis <= atMillis ? writtenMillis : atMillis;
  }
}
