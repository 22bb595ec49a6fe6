package io.manako.chaos.load;

import io.manako.image.Image;
import io.manako.media.JpegEncoder;
import io.manako.testkit.fault.SquareScene;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A few different pictures of a camera whose sensor is noisy, compressed once. */
final class Stills {
  private static final int COUNT = 32;

  /** Amplitude of the noise in brightness, of 256; too little to hide the square. */
  private static final int NOISE = 24;

  private static final int QUALITY = 85;

  private final List<byte[]> jpegs = new ArrayList<>();

  Stills() throws IOException {
    Random lots = new Random(COUNT);
    for (int n = 0; n < COUNT; n++) {
      jpegs.add(new JpegEncoder(QUALITY).encode(noisy(SquareScene.picture(0, n), lots)));
    }
  }

  private static Image noisy(Image clean, Random lots) {
    byte[] rgb = clean.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] += (byte) lots.nextInt(NOISE);
    }
    return new Image(clean.width(), clean.height(), rgb);
  }

  /** Returns the n-th picture of a camera that moves. */
  byte[] moving(long n) {
    return jpegs.get((int) (n % COUNT));
  }

  /** Returns the only picture of a camera that hangs. */
  byte[] frozen() {
    return jpegs.get(0);
  }
}
