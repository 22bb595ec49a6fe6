package io.manako.image;

/** Decodes single pictures. One thread at a time. */
sealed interface PictureCodec extends AutoCloseable permits PictureDecoder, JavaPictureDecoder {

  /** Decodes one picture, within limits and whole, and turns it upright by its EXIF orientation. */
  Image decode(FrameFormat format, byte[] bytes) throws MalformedFrameException;

  @Override
  void close();
}
