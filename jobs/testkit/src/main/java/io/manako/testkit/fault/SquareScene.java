package io.manako.testkit.fault;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.media.JpegEncoder;
import io.manako.tensor.Crop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Pictures of a bright square on a dark ground, whose place identifies the frame and its camera,
 * and a detector that finds the square in the pixels. A second square, a green one that is parked,
 * may stand where the bright one comes by after half a round.
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
  private static final int MIDDLE = (DARK + BRIGHT) / 2;

  private SquareScene() {}

  /** Returns the place of the square in a frame. */
  public static Box square(int camera, int sequence) {
    int place = (sequence + camera * 97) % (COLUMNS * ROWS);
    return new Box(place % COLUMNS * STEP, place / COLUMNS * STEP, SIZE, SIZE);
  }

  /** Returns the place of a camera's parked square. */
  public static Box parked(int camera) {
    return square(camera, COLUMNS * ROWS / 2);
  }

  public static Image picture(int camera, int sequence) {
    byte[] rgb = ground();
    paint(rgb, square(camera, sequence), true);
    return new Image(WIDTH, HEIGHT, rgb);
  }

  public static byte[] jpeg(int camera, int sequence) throws IOException {
    return new JpegEncoder(90).encode(picture(camera, sequence));
  }

  /** Returns the frame with the camera's parked square behind the bright one. */
  public static byte[] jpegWithParked(int camera, int sequence) throws IOException {
    byte[] rgb = ground();
    paint(rgb, parked(camera), false);
    paint(rgb, square(camera, sequence), true);
    return new JpegEncoder(90).encode(new Image(WIDTH, HEIGHT, rgb));
  }

  private static byte[] ground() {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    Arrays.fill(rgb, (byte) DARK);
    return rgb;
  }

  private static void paint(byte[] rgb, Box square, boolean white) {
    for (int y = (int) square.y(); y < square.bottom(); y++) {
      for (int x = (int) square.x(); x < square.right(); x++) {
        int at = 3 * (y * WIDTH + x);
        rgb[at] = white ? (byte) BRIGHT : rgb[at];
        rgb[at + 1] = (byte) BRIGHT;
        rgb[at + 2] = white ? (byte) BRIGHT : rgb[at + 2];
      }
    }
  }

  /** Returns the box around everything bright, or nothing. */
  public static List<Detection> detect(Image image) {
    return detect(image, List.of(Crop.of(image)));
  }

  /** Returns the boxes around everything bright and everything green that the views show. */
  public static List<Detection> detect(Image image, List<Crop> views) {
    List<Detection> found = new ArrayList<>();
    byte[] rgb = image.rgb();
    add(found, 1, "square", around(image, views, at -> (rgb[at] & 0xff) > MIDDLE));
    add(
        found,
        2,
        "parked",
        around(image, views, at -> (rgb[at] & 0xff) <= MIDDLE && (rgb[at + 1] & 0xff) > MIDDLE));
    return List.copyOf(found);
  }

  private static void add(List<Detection> found, int id, String label, Box box) {
    if (box.width() > 0) {
      found.add(new Detection(id, label, 1, box));
    }
  }

  /** Box around the pixels of some kind; it has no width if the views show none. */
  private static Box around(Image image, List<Crop> views, IntPredicate kind) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;
    for (Crop view : views) {
      for (int y = view.y(); y < view.y() + view.height(); y++) {
        for (int x = view.x(); x < view.x() + view.width(); x++) {
          if (kind.test((y * image.width() + x) * 3)) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
          }
        }
      }
    }
    return right < 0
        ? new Box(0, 0, 0, 0)
        : new Box(left, top, right - left + 1f, bottom - top + 1f);
  }
}
