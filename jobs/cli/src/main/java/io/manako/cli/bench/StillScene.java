package io.manako.cli.bench;

import io.manako.image.Image;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Empty scene of a camera: the median of each value over frames of a video, with new noise in every
 * picture.
 */
final class StillScene {
  /** Distance of the frames; neighbours are nearly equal. */
  private static final int EVERY = 16;

  /** Largest size of the frames together. */
  private static final long MOST_BYTES = 128 << 20;

  /** Standard deviation of the noise, of 255: a camera by artificial light. */
  private static final double NOISE = 3;

  private final int width;
  private final int height;
  private final byte[] levels;
  private final byte[] noise = new byte[1 << 20];
  private final Random random = new Random(1);

  private StillScene(int width, int height, byte[] levels) {
    this.width = width;
    this.height = height;
    this.levels = levels;
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) Math.round(NOISE * random.nextGaussian());
    }
  }

  /**
   * Returns the empty scene of a video.
   *
   * @throws IOException if the video cannot be read
   */
  static StillScene of(String video) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(video)) {
      TimedImage next = reader.next();
      if (next == null) {
        throw new IOException(video + " has no frame");
      }
      Image first = next.image();
      long most = Math.max(1, MOST_BYTES / first.rgb().length);
      for (int n = 0; next != null && frames.size() < most; n++) {
        if (n % EVERY == 0) {
          frames.add(next.image().rgb());
        }
        next = reader.next();
      }
      return new StillScene(first.width(), first.height(), medians(frames));
    }
  }

  private static byte[] medians(List<byte[]> frames) {
    byte[] medians = new byte[frames.get(0).length];
    int[] values = new int[frames.size()];
    for (int i = 0; i < medians.length; i++) {
      for (int n = 0; n < values.length; n++) {
        values[n] = frames.get(n)[i] & 0xff;
      }
      Arrays.sort(values);
      medians[i] = (byte) values[values.length / 2];
    }
    return medians;
  }

  /** Returns the next picture. */
  Image next() {
    byte[] rgb = new byte[levels.length];
    int at = random.nextInt(noise.length);
    for (int i = 0; i < rgb.length; i++) {
      int level = (levels[i] & 0xff) + noise[at];
      rgb[i] = (byte) Math.max(0, Math.min(255, level));
      at = at + 1 < noise.length ? at + 1 : 0;
    }
    return new Image(width, height, rgb);
  }
}
