package io.manako.media;

import io.manako.image.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Converts between Java2D's pictures, Manako's and files. */
public final class Pictures {
  private Pictures() {}

  /** Returns the pixels of a Java2D picture. */
  public static Image of(BufferedImage picture) {
    int width = picture.getWidth();
    int[] row = new int[width];
    byte[] rgb = new byte[width * picture.getHeight() * 3];
    int i = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        rgb[i++] = (byte) (pixel >> 16);
        rgb[i++] = (byte) (pixel >> 8);
        rgb[i++] = (byte) pixel;
      }
    }
    return new Image(width, picture.getHeight(), rgb);
  }

  /** Writes a PNG. */
  public static void writePng(BufferedImage picture, Path file) throws IOException {
    if (!ImageIO.write(picture, "png", file.toFile())) {
      throw new IOException("this Java cannot write PNG files");
    }
  }
}
