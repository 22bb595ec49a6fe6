package io.manako.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Tints the pixels of masks. */
final class MaskPainter {
  private static final int ALPHA = 120;

  private final Graphics2D graphics;
  private final Labels labels;
  private final int pictureWidth;
  private final int pictureHeight;

  MaskPainter(Graphics2D graphics, Labels labels, int pictureWidth, int pictureHeight) {
    this.graphics = graphics;
    this.labels = labels;
    this.pictureWidth = pictureWidth;
    this.pictureHeight = pictureHeight;
  }

  void drawShape(Mark.Mask mask, Color color) {
    BufferedImage tint =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_ARGB);
    int argb = (ALPHA << 24) | (color.getRGB() & 0xffffff);
    for (int i = mask.inside().nextSetBit(0); i >= 0; i = mask.inside().nextSetBit(i + 1)) {
      tint.setRGB(i % mask.width(), i / mask.width(), argb);
    }
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(tint, 0, 0, pictureWidth, pictureHeight, null);
  }

  /** Writes the label at the centre of gravity. */
  void drawText(Mark.Mask mask, Color color) {
    long x = 0;
    long y = 0;
    for (int i = mask.inside().nextSetBit(0); i >= 0; i = mask.inside().nextSetBit(i + 1)) {
      x += i % mask.width();
      y += i / mask.width();
    }
    float pixels = Math.max(1, mask.inside().cardinality());
    float centreX = (x / pixels + 0.5f) * pictureWidth / mask.width();
    float centreY = (y / pixels + 0.5f) * pictureHeight / mask.height();
    labels.centred(mask.text(), new Mark.Point(centreX, centreY), color);
  }
}
