package io.manako.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * A frame on the page, with the picture in which its objects were found.
 *
 * @param frame what was seen
 * @param picture JPEG, or null if Kafka has it no more or it does not decode
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are shown, never compared
public record Shown(SeenFrame frame, byte @Nullable [] picture) {
  int bytes() {
    return picture == null ? 0 : picture.length;
  }
}
