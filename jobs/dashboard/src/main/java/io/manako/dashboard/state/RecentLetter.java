package io.manako.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the page lists it.
 *
 * @param number +1 for each letter since the page started
 * @param camera the record's key as text; may be empty
 * @param timeMillis of the record
 * @param stage where it failed
 * @param reason a sentence
 * @param source topic/partition/offset of the frame
 * @param bytes of its value
 * @param thumbnail JPEG, or null if it does not decode
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are shown, never compared
public record RecentLetter(
    long number,
    String camera,
    long timeMillis,
    String stage,
    String reason,
    String source,
    int bytes,
    byte @Nullable [] thumbnail) {
  private static final int MOST_TEXT = 500;

  public RecentLetter {
    camera = RecentRecord.cut(camera, MOST_TEXT);
    stage = RecentRecord.cut(stage, MOST_TEXT);
    reason = RecentRecord.cut(reason, MOST_TEXT);
    source = RecentRecord.cut(source, MOST_TEXT);
  }
}
