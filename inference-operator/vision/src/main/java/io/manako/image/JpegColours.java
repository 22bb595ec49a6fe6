package io.manako.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Meaning of a JPEG's components by the rules of libjpeg: a JFIF header means YCbCr, otherwise
 * Adobe's marker decides, otherwise the components' names decide.
 *
 * @param space colour space of the samples
 * @param halvedRows whether the picture has half as many rows of colour as of light, but all
 *     columns (4:4:0)
 */
record JpegColours(Space space, boolean halvedRows) {
  private static final int ADOBE_TRANSFORM = 4 + 11;

  /** Colour space, which gives the number of samples of a pixel. */
  enum Space {
    GREY(1),
    YCC(3),
    RGB(3),
    /** Light left by cyan, magenta, yellow and black ink, as Adobe's programs store it. */
    CMYK(4),
    /** CMYK with the first three components as YCbCr. */
    YCCK(4);

    private final int samples;

    Space(int samples) {
      this.samples = samples;
    }

    int samples() {
      return samples;
    }
  }

  /**
   * Reads the segments in front of the first scan.
   *
   * @param jpeg the whole record
   * @throws MalformedFrameException if nothing states what the components mean
   */
  static JpegColours of(byte[] jpeg) throws MalformedFrameException {
    boolean jfif = false;
    int adobe = -1;
    int frame = -1;
    int at = JpegMarkers.next(jpeg, 2);
    while (JpegMarkers.code(jpeg, at) != JpegMarkers.SOS) {
      int code = JpegMarkers.code(jpeg, at);
      jfif |= code == JpegMarkers.APP0 && JpegMarkers.holds(jpeg, at, "JFIF\0");
      if (code == JpegMarkers.APP14 && JpegMarkers.holds(jpeg, at, "Adobe")) {
        adobe = jpeg[at + ADOBE_TRANSFORM] & 0xff;
      } else if (JpegMarkers.isFrame(code)) {
        frame = at;
      }
      at = JpegMarkers.next(jpeg, JpegMarkers.end(jpeg, at));
    }
    return new JpegColours(space(components(jpeg, frame), jfif, adobe), halvesRows(jpeg, frame));
  }

  private static List<Integer> components(byte[] jpeg, int frame) {
    List<Integer> names = new ArrayList<>();
    for (int i = 0; i < (jpeg[frame + 9] & 0xff); i++) {
      names.add(jpeg[frame + 10 + 3 * i] & 0xff);
    }
    return names;
  }

  private static Space space(List<Integer> names, boolean jfif, int adobe)
      throws MalformedFrameException {
    boolean red = names.equals(List.of((int) 'R', (int) 'G', (int) 'B'));
    if (names.size() == 1) {
      return Space.GREY;
    } else if (names.size() == 3) {
      return !jfif && (adobe == 0 || (adobe < 0 && red)) ? Space.RGB : Space.YCC;
    } else if (names.size() == 4 && adobe >= 0) {
      return adobe == 0 ? Space.CMYK : Space.YCCK;
    }
    throw new MalformedFrameException(
        String.format(
            Locale.ROOT,
            ("the JPEG has %d components and nothing says which colours they are; send grey, YCbCr or"
                + " RGB"),
            names.size()));
  }

  private static boolean halvesRows(byte[] jpeg, int frame) {
    boolean halved = (jpeg[frame + 9] & 0xff) >= 3 && jpeg[frame + 11] == 0x12;
    return halved && jpeg[frame + 14] == 0x11 && jpeg[frame + 17] == 0x11;
  }
}
