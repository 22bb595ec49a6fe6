package io.manako.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Texts on coloured plates that stay inside the picture and off each other. */
final class Labels {
  private final Graphics2D graphics;
  private final FontMetrics font;
  private final int pictureWidth;
  private final int pictureHeight;
  private final List<Rectangle2D> plates = new ArrayList<>();
  private int captions;

  Labels(Graphics2D graphics, int pictureWidth, int pictureHeight) {
    this.graphics = graphics;
    this.pictureWidth = pictureWidth;
    this.pictureHeight = pictureHeight;
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(10, pictureHeight / 44)));
    font = graphics.getFontMetrics();
  }

  /** Writes a text above a point, with the plate's lower left corner at the point. */
  void above(String text, Mark.Point corner, Color plate) {
    put(text, corner.x(), corner.y() - height(), plate);
  }

  /** Writes a text with the plate's centre at a point. */
  void centred(String text, Mark.Point centre, Color plate) {
    put(text, centre.x() - width(text) / 2f, centre.y() - height() / 2f, plate);
  }

  /** Writes a line of text in the lower left corner of the picture, above earlier captions. */
  void caption(String text, Color plate) {
    captions++;
    put(text, 0, pictureHeight - (float) captions * height(), plate);
  }

  int height() {
    return font.getAscent() + font.getDescent();
  }

  private int width(String text) {
    return font.stringWidth(text) + 2 * margin();
  }

  private int margin() {
    return font.getHeight() / 5;
  }

  private void put(String text, float x, float y, Color plate) {
    if (text.isEmpty()) {
      return;
    }
    int width = width(text);
    float left = Math.max(0, Math.min(x, pictureWidth - width));
    float top = freeTop(left, Math.max(0, Math.min(y, pictureHeight - height())), width);
    graphics.setColor(plate);
    graphics.fill(new Rectangle2D.Float(left, top, width, height()));
    graphics.setColor(isBright(plate) ? Color.BLACK : Color.WHITE);
    graphics.drawString(text, left + margin(), top + font.getAscent());
  }

  /** Moves a plate up past earlier plates, so that each stays readable. */
  private float freeTop(float left, float wanted, int width) {
    Rectangle2D.Float plate = new Rectangle2D.Float(left, wanted, width, height());
    while (plate.y > 0 && plates.stream().anyMatch(plate::intersects)) {
      plate.y = Math.max(0, plate.y - height());
    }
    plates.add(plate);
    return plate.y;
  }

  /** Whether a colour is bright by its luma (ITU-R BT.601). */
  private static boolean isBright(Color c) {
    return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue() > 120;
  }
}
