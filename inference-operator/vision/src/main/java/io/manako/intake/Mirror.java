package io.manako.intake;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import java.util.List;

/**
 * Mirror image of a trial picture. Boxes that are read rightly move with their objects when the
 * picture is mirrored; boxes whose x and y are exchanged, or whose anchors are others, do not.
 */
final class Mirror {
  private Mirror() {}

  /** Returns the picture with left and right exchanged. */
  static Image of(Image image) {
    byte[] rgb = new byte[image.width() * image.height() * 3];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int from = (y * image.width() + x) * 3;
        int to = (y * image.width() + image.width() - 1 - x) * 3;
        System.arraycopy(image.rgb(), from, rgb, to, 3);
      }
    }
    return new Image(image.width(), image.height(), rgb);
  }

  /**
   * Returns how well objects move with the picture, 0 … 1: the mean overlap of each object with the
   * best of the mirrored picture, weighted by score.
   *
   * @param seen objects of the picture, at least one
   * @param mirrored objects of the mirrored picture
   * @param width width of the picture in pixels
   */
  static double agreement(List<Detection> seen, List<Detection> mirrored, int width) {
    double sum = 0;
    double weights = 0;
    for (Detection one : seen) {
      double best = 0;
      for (Detection other : mirrored) {
        best = Math.max(best, one.box().iou(back(other.box(), width)));
      }
      sum += one.score() * best;
      weights += one.score();
    }
    return weights == 0 ? 0 : sum / weights;
  }

  private static Box back(Box box, int width) {
    return new Box(width - box.right(), box.y(), box.width(), box.height());
  }
}
