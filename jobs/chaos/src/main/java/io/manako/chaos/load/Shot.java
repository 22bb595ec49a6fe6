package io.manako.chaos.load;

import org.jspecify.annotations.Nullable;

/**
 * Record that a camera sends.
 *
 * @param camera id of the camera
 * @param bytes bytes of a picture, a video, or of neither
 * @param contentType null to leave it to the first bytes
 * @param results expected number of results
 * @param refused true if the record ends as a dead letter
 */
@SuppressWarnings("ArrayRecordComponent") // Records of this type are never compared.
record Shot(
    String camera, byte[] bytes, @Nullable String contentType, int results, boolean refused) {

  static Shot picture(String camera, byte[] bytes) {
    return new Shot(camera, bytes, null, 1, false);
  }

  static Shot bad(String camera, byte[] bytes, @Nullable String contentType) {
    return new Shot(camera, bytes, contentType, 1, true);
  }
}
