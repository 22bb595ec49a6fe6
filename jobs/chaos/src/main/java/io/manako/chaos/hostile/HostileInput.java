package io.manako.chaos.hostile;

import io.manako.image.Codec;
import io.manako.image.FrameFormat;

/**
 * One record to decode.
 *
 * @param kind that it belongs to
 * @param format of what it was made of; damage may make it look like another
 * @param codec to decode it with
 * @param bytes of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostileInput(Kind kind, FrameFormat format, Codec codec, byte[] bytes) {
  enum Kind {
    PICTURE,
    VIDEO,
    BOMB
  }
}
