package io.manako.image;

import java.util.BitSet;
import java.util.List;

/**
 * Something to draw on a picture, in its pixels. Marks of one {@code colorKey} (a class id, a track
 * id) have one colour in every picture.
 */
public sealed interface Mark {
  /** Picks the colour; any number. */
  int colorKey();

  /** A corner of a line. */
  record Point(float x, float y) {}

  /**
   * A rectangle with a label at its top.
   *
   * @param x left edge
   * @param y top edge
   * @param width at least 0
   * @param height at least 0
   * @param text may be empty
   */
  record LabelledBox(float x, float y, float width, float height, String text, int colorKey)
      implements Mark {}

  /**
   * An open line, such as a trail or a counting line.
   *
   * @param points at least two
   * @param text at the first point, may be empty
   */
  record Polyline(List<Point> points, String text, int colorKey) implements Mark {
    public Polyline {
      points = List.copyOf(points);
    }
  }

  /**
   * A closed, lightly filled area, such as a zone.
   *
   * @param points at least three
   * @param text at the first point, may be empty
   */
  record Polygon(List<Point> points, String text, int colorKey) implements Mark {
    public Polygon {
      points = List.copyOf(points);
    }
  }

  /**
   * The way that something came, fading towards its beginning.
   *
   * @param points oldest first
   */
  record Trail(List<Point> points, int colorKey) implements Mark {
    public Trail {
      points = List.copyOf(points);
    }
  }

  /**
   * A counting line with an arrow to each side, and at its head how many have crossed that way.
   * Right and left are those of who looks from the beginning to the end.
   *
   * @param text at the beginning, may be empty
   */
  record Gate(Point from, Point to, String text, long toRight, long toLeft) implements Mark {
    @Override
    public int colorKey() {
      return 0;
    }
  }

  /** A thin pale rectangle without a name: something seen that is not believed yet. */
  record Outline(float x, float y, float width, float height) implements Mark {
    @Override
    public int colorKey() {
      return 0;
    }
  }

  /**
   * A tint of some pixels, stretched over the whole picture.
   *
   * @param width of the mask in pixels, at least 1
   * @param height of the mask in pixels, at least 1
   * @param inside pixel (x, y) as bit {@code y * width + x}
   * @param text in the middle of them, may be empty
   */
  record Mask(int width, int height, BitSet inside, String text, int colorKey) implements Mark {}

  /** A line of text in the lower left corner; several stack upwards in their order. */
  record Caption(String text) implements Mark {
    @Override
    public int colorKey() {
      return 0;
    }
  }
}
