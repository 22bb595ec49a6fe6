package io.manako.intake;

import io.manako.detect.Box;
import io.manako.image.Image;
import java.util.Arrays;
import java.util.List;

/**
 * Other views of a trial picture. Boxes that are read rightly move with their objects when the
 * picture is mirrored, or shrunk into a corner; boxes whose x and y are exchanged, or whose anchors
 * are others, do not.
 */
final class Views {
  private static final byte GREY = 114;

  private Views() {}

  /** A view, and the place of a box of the original picture in it. */
  interface View {
    Image of(Image image);

    Box move(Box box, Image image);
  }

  /** Left and right exchanged. */
  static final View MIRRORED =
      new View() {
        @Override
        public Image of(Image image) {
          return painted(image, (x, y) -> new int[] {image.width() - 1 - x, y});
        }

        @Override
        public Box move(Box box, Image image) {
          return new Box(image.width() - box.right(), box.y(), box.width(), box.height());
        }
      };

  /** Half as large, in the lower left corner of a grey picture of the same size. */
  static final View CORNERED =
      new View() {
        @Override
        public Image of(Image image) {
          int top = image.height() - image.height() / 2;
          return painted(image, (x, y) -> new int[] {2 * x, 2 * (y - top)});
        }

        @Override
        public Box move(Box box, Image image) {
          float top = image.height() - image.height() / 2;
          return new Box(box.x() / 2, top + box.y() / 2, box.width() / 2, box.height() / 2);
        }
      };

  static final List<View> ALL = List.of(MIRRORED, CORNERED);

  /** Place in the original picture of a pixel of the view. */
  private interface Source {
    int[] of(int x, int y);
  }

  private static Image painted(Image image, Source source) {
    byte[] rgb = new byte[image.width() * image.height() * 3];
    Arrays.fill(rgb, GREY);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int[] from = source.of(x, y);
        boolean inside = from[0] < image.width() && from[1] >= 0 && from[1] < image.height();
        if (inside) {
          System.arraycopy(
              image.rgb(),
              (from[1] * image.width() + from[0]) * 3,
              rgb,
              (y * image.width() + x) * 3,
              3);
        }
      }
    }
    return new Image(image.width(), image.height(), rgb);
  }
}
