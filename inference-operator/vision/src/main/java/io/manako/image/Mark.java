package io.manako.image;

import java.util.BitSet;
import java.util.List;

/**
 * Drawing on a picture, in pixels of the picture. Marks of one {@code colorKey} (a class id, a
 * track id) have one colour in every picture.
 */
public sealed interface Mark {
  /** Key of the colour, any number. */
  int colorKey();

  /**
   * Point in pixels of the picture.
   *
   * @param x distance from the left edge
   * @param y distance from the top edge
   */
  record Point(float x, float y) {}

  /**
   * Rectangle with a label at its top.
   *
   * @param x left edge
   * @param y top edge
   * @param width width, at least 0
   * @param height height, at least 0
   * @param text label, which may be empty
   * @param colorKey key of the colour
   */
  record LabelledBox(float x, float y, float width, float height, String text, int colorKey)
      implements Mark {}

  /**
   * Dashed rectangle with a label at its top: an object that is carried from an earlier picture.
   *
   * @param x left edge
   * @param y top edge
   * @param width width, at least 0
   * @param height height, at least 0
   * @param text label, which may be empty
   * @param colorKey key of the colour
   */
  record DashedBox(float x, float y, float width, float height, String text, int colorKey)
      implements Mark {}

  /**
   * Points of one object, such as the eyes of a face.
   *
   * @param points points of the object
   * @param colorKey key of the colour
   */
  record Dots(List<Point> points, int colorKey) implements Mark {
    public Dots {
      points = List.copyOf(points);
    }
  }

  /**
   * Open line, such as a trail or a counting line.
   *
   * @param points points of the line, two or more
   * @param text label at the first point, which may be empty
   * @param colorKey key of the colour
   */
  record Polyline(List<Point> points, String text, int colorKey) implements Mark {
    public Polyline {
      points = List.copyOf(points);
    }
  }

  /**
   * Closed, lightly filled area, such as a zone.
   *
   * @param points corners, three or more
   * @param text label at the first point, which may be empty
   * @param colorKey key of the colour
   */
  record Polygon(List<Point> points, String text, int colorKey) implements Mark {
    public Polygon {
      points = List.copyOf(points);
    }
  }

  /**
   * Path of a moving object, which fades towards its beginning.
   *
   * @param points positions, oldest first
   * @param colorKey key of the colour
   */
  record Trail(List<Point> points, int colorKey) implements Mark {
    public Trail {
      points = List.copyOf(points);
    }
  }

  /**
   * Counting line with an arrow to each side, and the number of crossings at the head of each
   * arrow. Right and left are those of a viewer who looks from the beginning to the end.
   *
   * @param from beginning of the line
   * @param to end of the line
   * @param text label at the beginning, which may be empty
   * @param toRight crossings from left to right
   * @param toLeft crossings from right to left
   */
  record Gate(Point from, Point to, String text, long toRight, long toLeft) implements Mark {
    @Override
    public int colorKey() {
      return 0;
    }
  }

  /**
   * Thin pale rectangle without a name: a detection that is not yet confirmed.
   *
   * @param x left edge
   * @param y top edge
   * @param width width, at least 0
   * @param height height, at least 0
   */
  record Outline(float x, float y, float width, float height) implements Mark {
    @Override
    public int colorKey() {
      return 0;
    }
  }

  /**
   * Tint of some pixels of a mask, stretched over the whole picture.
   *
   * @param width width of the mask in pixels, at least 1
   * @param height height of the mask in pixels, at least 1
   * @param inside tinted pixels, with pixel (x, y) as bit {@code y * width + x}
   * @param text label in the middle of the tinted pixels, which may be empty
   * @param colorKey key of the colour
   */
  record Mask(int width, int height, BitSet inside, String text, int colorKey) implements Mark {}

  /**
   * Line of text in the lower left corner; several stack upwards in their order.
   *
   * @param text the text
   */
  record Caption(String text) implements Mark {
    @Override
    public int colorKey() {
      return 0;
    }
  }
}
