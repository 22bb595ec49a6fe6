package io.manako.image;

/** Decoder of single pictures, for one thread at a time. */
sealed interface PictureCodec extends AutoCloseable permits PictureDecoder, JavaPictureDecoder {

  /**
   * Decodes one picture and turns it upright by its EXIF orientation.
   *
   * @param format format of {@code bytes}, not a video
   * @param bytes the whole record
   * @throws MalformedFrameException with a sentence, if the picture exceeds the limits or is not
   *     whole
   */
  Image decode(FrameFormat format, byte[] bytes) throws MalformedFrameException;

  @Override
  void close();
}
