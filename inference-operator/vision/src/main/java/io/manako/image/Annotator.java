package io.manako.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws marks on pictures with Java2D. The annotator needs no display. */
public final class Annotator {
  /**
   * Step of the hue from one colour key to the next, which keeps the hues of neighbouring keys
   * apart.
   */
  private static final float GOLDEN_RATIO = 0.618034f;

  private static final Color SHADE = new Color(0, 0, 0, 160);
  private static final Color PALE = new Color(255, 255, 255, 150);
  private static final int FILL_ALPHA = 45;

  private final Graphics2D graphics;
  private final float line;
  private final Labels labels;
  private final GatePainter gates;
  private final MaskPainter masks;

  private Annotator(Image image, Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    line = Math.max(1.5f, image.height() / 290f);
    labels = new Labels(graphics, image.width(), image.height());
    gates = new GatePainter(graphics, labels, line);
    masks = new MaskPainter(graphics, labels, image.width(), image.height());
  }

  /**
   * Returns a copy of a picture with marks on it. Marks are drawn in their order, and all texts lie
   * above all lines. Lines and letters grow with the picture.
   *
   * @param image the picture, which is not changed
   * @param marks the marks, in pixels of the picture
   */
  public static BufferedImage draw(Image image, List<Mark> marks) {
    BufferedImage canvas = copy(image);
    Graphics2D graphics = canvas.createGraphics();
    try {
      Annotator annotator = new Annotator(image, graphics);
      marks.forEach(annotator::drawShape);
      marks.forEach(annotator::drawText);
    } finally {
      graphics.dispose();
    }
    return canvas;
  }

  private static BufferedImage copy(Image image) {
    int width = image.width();
    BufferedImage copy = new BufferedImage(width, image.height(), BufferedImage.TYPE_3BYTE_BGR);
    // The raster's samples are in the order red, green, blue, whatever the order of its bytes.
    copy.getRaster().setDataElements(0, 0, width, image.height(), image.rgb());
    return copy;
  }

  private void drawShape(Mark mark) {
    graphics.setStroke(stroke(line));
    graphics.setColor(color(mark.colorKey()));
    if (mark instanceof Mark.LabelledBox box) {
      graphics.draw(new Rectangle2D.Float(box.x(), box.y(), box.width(), box.height()));
    } else if (mark instanceof Mark.DashedBox box) {
      graphics.setStroke(dashes());
      graphics.draw(new Rectangle2D.Float(box.x(), box.y(), box.width(), box.height()));
    } else if (mark instanceof Mark.Outline box) {
      graphics.setStroke(stroke(line / 2));
      graphics.setColor(PALE);
      graphics.draw(new Rectangle2D.Float(box.x(), box.y(), box.width(), box.height()));
    } else if (mark instanceof Mark.Dots dots) {
      drawDots(dots.points());
    } else if (mark instanceof Mark.Polyline polyline) {
      graphics.draw(path(polyline.points()));
    } else if (mark instanceof Mark.Trail trail) {
      drawTrail(trail);
    } else if (mark instanceof Mark.Polygon polygon) {
      drawArea(polygon);
    } else if (mark instanceof Mark.Gate gate) {
      gates.drawShape(gate);
    } else if (mark instanceof Mark.Mask mask) {
      masks.drawShape(mask, color(mask.colorKey()));
    }
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Dashes of five line widths with gaps of two: round ends lengthen the dashes. */
  private BasicStroke dashes() {
    float[] lengths = {4 * line, 3 * line};
    return new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, lengths, 0);
  }

  private void drawArea(Mark.Polygon polygon) {
    Path2D path = path(polygon.points());
    path.closePath();
    graphics.draw(path);
    graphics.setColor(transparent(color(polygon.colorKey()), FILL_ALPHA));
    graphics.fill(path);
  }

  private void drawTrail(Mark.Trail trail) {
    Color color = color(trail.colorKey());
    List<Mark.Point> points = trail.points();
    for (int i = 1; i < points.size(); i++) {
      graphics.setColor(transparent(color, 255 * i / (points.size() - 1)));
      graphics.draw(path(points.subList(i - 1, i + 1)));
    }
  }

  private void drawDots(List<Mark.Point> points) {
    float radius = 1.5f * line;
    for (Mark.Point point : points) {
      float left = point.x() - radius;
      graphics.fill(new Ellipse2D.Float(left, point.y() - radius, 2 * radius, 2 * radius));
    }
  }

  private static Path2D path(List<Mark.Point> points) {
    Path2D path = new Path2D.Float();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.stream().skip(1).forEach(p -> path.lineTo(p.x(), p.y()));
    return path;
  }

  private void drawText(Mark mark) {
    Color color = color(mark.colorKey());
    if (mark instanceof Mark.LabelledBox box) {
      labels.above(box.text(), new Mark.Point(box.x(), box.y()), color);
    } else if (mark instanceof Mark.DashedBox box) {
      labels.above(box.text(), new Mark.Point(box.x(), box.y()), color);
    } else if (mark instanceof Mark.Polyline polyline) {
      labels.above(polyline.text(), polyline.points().get(0), color);
    } else if (mark instanceof Mark.Polygon polygon) {
      labels.above(polygon.text(), polygon.points().get(0), color);
    } else if (mark instanceof Mark.Gate gate) {
      gates.drawText(gate);
    } else if (mark instanceof Mark.Mask mask) {
      masks.drawText(mask, color);
    } else if (mark instanceof Mark.Caption caption) {
      labels.caption(caption.text(), SHADE);
    }
  }

  private static Color color(int key) {
    return Color.getHSBColor(0.33f + key * GOLDEN_RATIO, 0.85f, 1);
  }

  private static Color transparent(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
