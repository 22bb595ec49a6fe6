package io.manako.chaos.hostile;

import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.FrameDecoder;
import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;

/**
 * Decoder to try. A process makes one by its class's name, so that the check can be tried on a bad
 * one.
 */
interface RecordDecoder {

  /** Decodes the record or refuses it; anything else breaks the promise. */
  void decode(HostileInput input, FrameSink sink) throws MalformedFrameException;

  /** Decoder of the product. */
  final class Genuine implements RecordDecoder {
    private final FrameDecoder natively = new FrameDecoder(DecodeLimits.DEFAULT, Codec.NATIVE);
    private final FrameDecoder inJava = new FrameDecoder(DecodeLimits.DEFAULT, Codec.JAVA);

    @Override
    public void decode(HostileInput input, FrameSink sink) throws MalformedFrameException {
      FrameDecoder decoder = input.codec() == Codec.JAVA ? inJava : natively;
      decoder.decode(input.bytes(), null, sink);
    }
  }
}
