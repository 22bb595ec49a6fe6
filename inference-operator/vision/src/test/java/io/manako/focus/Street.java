package io.manako.focus;

import io.manako.detect.Box;
import io.manako.image.Image;
import java.util.Random;

/** Drawn scene: a grey street with texture, on which squares move. */
public final class Street {
  public static final int WIDTH = 768;
  public static final int HEIGHT = 576;

  private final byte[] rgb = new byte[WIDTH * HEIGHT * 3];

  public Street() {
    this(0, 1);
  }

  /**
   * A street with noise.
   *
   * @param noise largest deviation of a pixel
   */
  public Street(int noise, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (100 + i % 7 + (noise == 0 ? 0 : random.nextInt(2 * noise + 1) - noise));
    }
  }

  /** Draws a light square with its centre at a place. */
  public Street with(int x, int y, int side) {
    for (int row = Math.max(0, y - side / 2); row < Math.min(HEIGHT, y + side / 2); row++) {
      for (int column = Math.max(0, x - side / 2);
          column < Math.min(WIDTH, x + side / 2);
          column++) {
        int at = 3 * (row * WIDTH + column);
        rgb[at] = (byte) 220;
        rgb[at + 1] = (byte) 220;
        rgb[at + 2] = (byte) 220;
      }
    }
    return this;
  }

  /** Adds light to every pixel. */
  public Street lit(int light) {
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.min(255, (rgb[i] & 0xff) + light);
    }
    return this;
  }

  public Image image() {
    return new Image(WIDTH, HEIGHT, rgb);
  }

  public static Box box(int x, int y, int side) {
    return new Box(x - side / 2f, y - side / 2f, side, side);
  }
}
