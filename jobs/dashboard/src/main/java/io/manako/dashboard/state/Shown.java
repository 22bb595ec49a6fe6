package io.manako.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * Frame on the page, with the picture in which its objects were found.
 *
 * @param frame the frame and its results
 * @param picture JPEG, or null if Kafka no longer holds it or it cannot be decoded
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are shown, never compared
public record Shown(SeenFrame frame, byte @Nullable [] picture) {
  int bytes() {
    return picture == null ? 0 : picture.length;
  }
}
