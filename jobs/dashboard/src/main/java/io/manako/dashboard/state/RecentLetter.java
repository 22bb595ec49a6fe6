package io.manako.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * Dead letter in the page's list.
 *
 * @param number number of the letter since the page started
 * @param camera key of the record as text, possibly empty
 * @param timeMillis time of the record, in milliseconds since 1970
 * @param stage stage of the failure
 * @param reason reason of the failure, a sentence
 * @param source topic/partition/offset of the frame
 * @param bytes length of the value
 * @param thumbnail JPEG, or null if the value cannot be decoded
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
