package io.manako.chaos.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The extended format of WebP around a plain one (RFC 9649, section 2.7). */
final class WebpDress {
  private static final int FIRST_CHUNK = 12;
  private static final int ALPHA_FLAG = 0x10;
  private static final int CANVAS_CHUNK = 18;

  private WebpDress() {}

  /** Adds an uncompressed alpha plane, which rises from pixel to pixel. */
  static byte[] withAlpha(byte[] webp, int width, int height) {
    int alpha = 1 + width * height;
    int padded = alpha + (alpha & 1);
    int rest = webp.length - FIRST_CHUNK;
    ByteBuffer dressed =
        ByteBuffer.allocate(FIRST_CHUNK + CANVAS_CHUNK + 8 + padded + rest)
            .order(ByteOrder.LITTLE_ENDIAN);
    dressed.put(webp, 0, 4).putInt(dressed.limit() - 8).put(webp, 8, 4);
    dressed.put(Bytes.ascii("VP8X")).putInt(CANVAS_CHUNK - 8).putInt(ALPHA_FLAG);
    dressed.putShort((short) (width - 1)).put((byte) 0);
    dressed.putShort((short) (height - 1)).put((byte) 0);
    dressed.put(Bytes.ascii("ALPH")).putInt(alpha);
    int plane = dressed.position() + 1;
    for (int i = 0; i < alpha - 1; i++) {
      dressed.put(plane + i, (byte) i);
    }
    dressed.position(dressed.position() + padded);
    dressed.put(Arrays.copyOfRange(webp, FIRST_CHUNK, webp.length));
    return dressed.array();
  }
}
