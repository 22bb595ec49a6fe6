package io.manako.operator.inference;

import io.manako.image.Image;
import java.util.Arrays;
import java.util.Random;

/** Drawn pictures of a wall, which a camera sees from changing places and in any weather. */
final class Wall {
  static final int WIDTH = 768;
  static final int HEIGHT = 576;

  private static final int STONE = 20;
  private static final int FLAKE = 12;

  private Wall() {}

  /** Draws stones of random shades, seen from further right and further down. */
  static Image stones(int right, int down, int light) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      int column = (i / 3 % WIDTH + right) / STONE;
      int row = (i / 3 / WIDTH + down) / STONE;
      int shade = (column * 7919 ^ row * 104_729) * 0x9E3779B1 >>> 25;
      rgb[i] = (byte) (20 + shade + light);
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  /** Draws flakes before a black wall. */
  static Image snow(int flakes, int seed) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    Random random = new Random(seed);
    for (int flake = 0; flake < flakes; flake++) {
      int x = random.nextInt(WIDTH - FLAKE);
      int y = random.nextInt(HEIGHT - FLAKE);
      for (int row = y; row < y + FLAKE; row++) {
        int from = 3 * (row * WIDTH + x);
        Arrays.fill(rgb, from, from + 3 * FLAKE, (byte) 230);
      }
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  static Image black(int width, int height) {
    return new Image(width, height, new byte[3 * width * height]);
  }
}
