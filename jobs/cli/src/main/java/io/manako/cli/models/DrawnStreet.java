package io.manako.cli.models;

import io.manako.image.Image;
import io.manako.media.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** A drawn street with two houses, a car and a sun, for a machine that has no photo yet. */
final class DrawnStreet {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private DrawnStreet() {}

  static Image image() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    try {
      fill(g, new Color(150, 190, 230), new Rectangle(0, 0, WIDTH, 300));
      fill(g, new Color(110, 110, 115), new Rectangle(0, 300, WIDTH, 180));
      fill(g, new Color(170, 90, 70), new Rectangle(40, 120, 180, 180));
      fill(g, new Color(200, 180, 140), new Rectangle(260, 160, 160, 140));
      car(g);
      g.setColor(new Color(250, 220, 90));
      g.fillOval(540, 40, 60, 60);
    } finally {
      g.dispose();
    }
    return Pictures.of(picture);
  }

  private static void car(Graphics2D g) {
    fill(g, new Color(180, 30, 40), new Rectangle(380, 330, 200, 60));
    fill(g, new Color(140, 20, 30), new Rectangle(420, 295, 120, 40));
    fill(g, new Color(190, 215, 230), new Rectangle(430, 302, 46, 30));
    fill(g, new Color(190, 215, 230), new Rectangle(484, 302, 46, 30));
    g.setColor(Color.BLACK);
    g.fillOval(400, 370, 44, 44);
    g.fillOval(516, 370, 44, 44);
  }

  private static void fill(Graphics2D g, Color color, Rectangle place) {
    g.setColor(color);
    g.fill(place);
  }
}
