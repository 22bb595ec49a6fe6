package io.manako.chaos.hostile;

import io.manako.image.FrameFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Boxes of ISO/IEC 14496-12, section 4.2: size, type, content. */
final class Mp4Box {
  private static final int HEADER = 8;
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf", "edts", "dinf");

  private Mp4Box() {}

  static byte[] of(String type, byte[] content) {
    return Bytes.concat(Bytes.bigEndian(HEADER + content.length), Bytes.ascii(type), content);
  }

  static String type(byte[] box) {
    return box.length < HEADER ? "" : new String(box, 4, 4, StandardCharsets.ISO_8859_1);
  }

  static byte[] content(byte[] box) {
    return Arrays.copyOfRange(box, HEADER, box.length);
  }

  /** Returns whether the box holds boxes only. */
  static boolean isContainer(byte[] box) {
    return CONTAINERS.contains(type(box)) && ByteBuffer.wrap(box).getInt(0) == box.length;
  }

  /**
   * Rewrites boxes at any depth and the sizes around them.
   *
   * @param boxes row of whole boxes
   * @param type type of those to rewrite
   * @param change maps the old content of a box to the new one
   */
  static byte[] rewrite(byte[] boxes, String type, UnaryOperator<byte[]> change) {
    List<byte[]> rewritten = new ArrayList<>();
    for (byte[] box : RecordParts.split(FrameFormat.MP4, boxes)) {
      if (type(box).equals(type)) {
        rewritten.add(of(type, change.apply(content(box))));
      } else if (isContainer(box)) {
        rewritten.add(of(type(box), rewrite(content(box), type, change)));
      } else {
        rewritten.add(box);
      }
    }
    return Bytes.concat(rewritten);
  }
}
