package io.manako.chaos.hostile;

import io.manako.image.Codec;
import io.manako.image.FrameFormat;

/**
 * Record to decode.
 *
 * @param kind kind that it belongs to
 * @param format format of the whole record; damage may make it look like another
 * @param codec codec to decode it with
 * @param bytes bytes of the record
 */
@SuppressWarnings("ArrayRecordComponent") // Records of this type are never compared.
record HostileInput(Kind kind, FrameFormat format, Codec codec, byte[] bytes) {
  enum Kind {
    PICTURE,
    VIDEO,
    BOMB
  }
}
