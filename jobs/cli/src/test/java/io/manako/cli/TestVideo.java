package io.manako.cli;

import io.manako.image.Image;
import io.manako.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A white square that moves over grey, 8 pixels to the right each frame. */
final class TestVideo {
  static final int WIDTH = 160;
  static final int HEIGHT = 120;
  static final int SQUARE = 32;

  private TestVideo() {}

  static Path write(Path file, int frames, double framesPerSecond) throws IOException {
    try (VideoWriter writer = new VideoWriter(file, framesPerSecond)) {
      for (int i = 0; i < frames; i++) {
        writer.write(picture(i));
      }
    }
    return file;
  }

  static Image picture(int frame) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    Arrays.fill(rgb, (byte) 64);
    int left = left(frame);
    for (int y = 40; y < 40 + SQUARE; y++) {
      Arrays.fill(rgb, (y * WIDTH + left) * 3, (y * WIDTH + left + SQUARE) * 3, (byte) 255);
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  /** Whether the picture shows the square where frame {@code i} has it. */
  static boolean shows(Image image, int i) {
    int left = left(i);
    return red(image, left + SQUARE / 2) > 220 && red(image, (left + SQUARE + 16) % WIDTH) < 100;
  }

  private static int left(int frame) {
    return frame * 8 % (WIDTH - SQUARE);
  }

  private static int red(Image image, int x) {
    return image.rgb()[(56 * image.width() + x) * 3] & 0xff;
  }
}
