package io.manako.chaos.hostile;

import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.FrameDecoder;
import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;

/**
 * What is tried. A process makes one of the class that it is given the name of, so that its check
 * can be tried on a bad one.
 */
interface RecordDecoder {

  /** Decodes the record or refuses it; anything else breaks the promise. */
  void decode(HostileInput input, FrameSink sink) throws MalformedFrameException;

  /** The product's own. */
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
