package io.manako.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Draws marks on pictures with Java2D; needs no display. */
public final class Annotator {
  /** Neighbouring keys get hues far apart. */
  private static final float GOLDEN_RATIO = 0.61803399f;

  private static final Color SHADE = new Color(0, 0, 0, 160);
  private static final int FILL_ALPHA = 45;

  private final Image image;
  private final Graphics2D graphics;
  private final FontMetrics font;
  private final List<Rectangle2D> plates = new ArrayList<>();
  private int captions;

  private Annotator(Image image, Graphics2D graphics) {
    this.image = image;
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(10, image.height() / 44)));
    float line = Math.max(1.5f, image.height() / 290f);
    graphics.setStroke(new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    this.font = graphics.getFontMetrics();
  }

  /**
   * A copy of a picture with marks on it, in their order, all texts above all lines. Lines and
   * letters grow with the picture.
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
    // The raster's samples are in the order red, green, blue, whatever its bytes are.
    copy.getRaster().setDataElements(0, 0, width, image.height(), image.rgb());
    return copy;
  }

  private void drawShape(Mark mark) {
    graphics.setColor(color(mark.colorKey()));
    if (mark instanceof Mark.LabelledBox box) {
      graphics.draw(new Rectangle2D.Float(box.x(), box.y(), box.width(), box.height()));
    } else if (mark instanceof Mark.Polyline line) {
      graphics.draw(path(line.points()));
    } else if (mark instanceof Mark.Polygon polygon) {
      Path2D path = path(polygon.points());
      path.closePath();
      graphics.draw(path);
      Color c = color(mark.colorKey());
      graphics.setColor(new Color(c.getRed(), c.getGreen(), c.getBlue(), FILL_ALPHA));
      graphics.fill(path);
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
      label(box.text(), box.x(), box.y(), color);
    } else if (mark instanceof Mark.Polyline line) {
      label(line.text(), line.points().get(0).x(), line.points().get(0).y(), color);
    } else if (mark instanceof Mark.Polygon polygon) {
      label(polygon.text(), polygon.points().get(0).x(), polygon.points().get(0).y(), color);
    } else if (mark instanceof Mark.Caption caption) {
      captions++;
      label(caption.text(), 0, image.height() - (captions - 1) * height(), SHADE);
    }
  }

  /** A text on a plate whose lower left corner is at a point, moved into the picture. */
  private void label(String text, float x, float y, Color plate) {
    if (text.isEmpty()) {
      return;
    }
    int margin = font.getHeight() / 5;
    int width = font.stringWidth(text) + 2 * margin;
    float left = Math.max(0, Math.min(x, image.width() - width));
    float top = freeTop(left, Math.max(0, Math.min(y, image.height()) - height()), width);
    graphics.setColor(plate);
    graphics.fill(new Rectangle2D.Float(left, top, width, height()));
    graphics.setColor(isBright(plate) ? Color.BLACK : Color.WHITE);
    graphics.drawString(text, left + margin, top + font.getAscent());
  }

  /** Moves a plate up, past the plates that are there, so that each stays readable. */
  private float freeTop(float left, float wanted, int width) {
    Rectangle2D.Float plate = new Rectangle2D.Float(left, wanted, width, height());
    while (plate.y > 0 && plates.stream().anyMatch(plate::intersects)) {
      plate.y = Math.max(0, plate.y - height());
    }
    plates.add(plate);
    return plate.y;
  }

  private int height() {
    return font.getAscent() + font.getDescent();
  }

  private static Color color(int key) {
    return Color.getHSBColor(0.33f + key * GOLDEN_RATIO, 0.85f, 1);
  }

  /** By luma (ITU-R BT.601). */
  private static boolean isBright(Color c) {
    return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue() > 120;
  }
}
