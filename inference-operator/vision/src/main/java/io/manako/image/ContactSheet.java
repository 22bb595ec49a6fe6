package io.manako.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Sheet on which several pictures lie row by row. */
public final class ContactSheet {
  private static final int GAP = 4;
  private static final Color PAPER = new Color(24, 24, 24);

  private ContactSheet() {}

  /**
   * Lays pictures out in a grid.
   *
   * @param pictures one picture or more; the shape of the first is the shape of every cell
   * @param columns cells in a row, at least 1
   * @param cellWidth width of a cell in pixels, at least 1; pictures are scaled to it
   * @throws IllegalArgumentException with the numbers, if one of them is out of its range
   */
  public static BufferedImage of(List<BufferedImage> pictures, int columns, int cellWidth) {
    if (pictures.isEmpty() || columns < 1 || cellWidth < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a contact sheet of %d pictures in %d columns of %d pixels",
              pictures.size(),
              columns,
              cellWidth));
    }
    BufferedImage first = pictures.get(0);
    int cellHeight = Math.max(1, cellWidth * first.getHeight() / first.getWidth());
    int rows = (pictures.size() + columns - 1) / columns;
    int width = columns * (cellWidth + GAP) + GAP;
    int height = rows * (cellHeight + GAP) + GAP;
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < pictures.size(); i++) {
      int x = GAP + i % columns * (cellWidth + GAP);
      int y = GAP + i / columns * (cellHeight + GAP);
      graphics.drawImage(pictures.get(i), x, y, cellWidth, cellHeight, null);
    }
    graphics.dispose();
    return sheet;
  }
}
