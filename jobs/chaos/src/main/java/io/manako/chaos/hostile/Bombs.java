package io.manako.chaos.hostile;

import io.manako.image.DecodeLimits;
import io.manako.image.FrameFormat;
import io.manako.image.Image;
import io.manako.media.PictureEncoders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Records that are whole, or nearly, and ask for more than they should get. */
final class Bombs {
  private static final int SIDE = DecodeLimits.DEFAULT.maxWidth();
  private static final int BMP_HEADER = 62;

  private Bombs() {}

  static List<SeedRecord> all() throws IOException {
    List<SeedRecord> bombs = new ArrayList<>(PngBombs.all());
    bombs.addAll(JpegBombs.all());
    Image black = new Image(SIDE, SIDE, new byte[SIDE * SIDE * 3]);
    bombs.add(new SeedRecord(FrameFormat.WEBP, PictureEncoders.webp(1).encode(black)));
    bombs.add(new SeedRecord(FrameFormat.WEBP, PictureEncoders.losslessWebp().encode(black)));
    bombs.add(bmp());
    bombs.addAll(VideoBombs.all());
    return bombs;
  }

  /** One bit a pixel. */
  private static SeedRecord bmp() {
    ByteBuffer bmp = ByteBuffer.allocate(BMP_HEADER + SIDE * SIDE / 8);
    bmp.order(ByteOrder.LITTLE_ENDIAN).put(Bytes.ascii("BM")).putInt(bmp.limit()).putInt(0);
    bmp.putInt(BMP_HEADER).putInt(40).putInt(SIDE).putInt(SIDE);
    bmp.putShort((short) 1).putShort((short) 1);
    return new SeedRecord(FrameFormat.BMP, bmp.array());
  }
}
