package io.manako.testkit.fault;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.media.JpegEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures of a bright square on a dark ground, whose place identifies the frame and its camera,
 * and a detector that finds the square in the pixels.
 */
public final class SquareScene {
  public static final int WIDTH = 320;
  public static final int HEIGHT = 240;
  private static final int SIZE = 16;
  private static final int STEP = 8;
  private static final int COLUMNS = (WIDTH - SIZE) / STEP;
  private static final int ROWS = (HEIGHT - SIZE) / STEP;
  private static final int DARK = 24;
  private static final int BRIGHT = 230;

  private SquareScene() {}

  /** Returns the place of the square in a frame. */
  public static Box square(int camera, int sequence) {
    int place = (sequence + camera * 97) % (COLUMNS * ROWS);
    return new Box(place % COLUMNS * STEP, place / COLUMNS * STEP, SIZE, SIZE);
  }

  public static Image picture(int camera, int sequence) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    Arrays.fill(rgb, (byte) DARK);
    Box square = square(camera, sequence);
    for (int y = (int) square.y(); y < square.bottom(); y++) {
      int row = y * WIDTH * 3;
      int from = row + ((int) square.x()) * 3;
      Arrays.fill(rgb, from, from + SIZE * 3, (byte) BRIGHT);
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  public static byte[] jpeg(int camera, int sequence) throws IOException {
    return new JpegEncoder(90).encode(picture(camera, sequence));
  }

  /** Returns the box around everything bright, or nothing. */
  public static List<Detection> detect(Image image) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if ((image.rgb()[(y * image.width() + x) * 3] & 0xff) > (DARK + BRIGHT) / 2) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    return right < 0
        ? List.of()
        : List.of(
            new Detection(
                1, "square", 1, new Box(left, top, right - left + 1f, bottom - top + 1f)));
  }
}
