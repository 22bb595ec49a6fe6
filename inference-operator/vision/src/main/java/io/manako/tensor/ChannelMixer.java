package io.manako.tensor;

/**
 * Makes rows of one channel (luma) or of four (colours and an opaque one) from rows of three. The
 * weights of luma are those of Recommendation ITU-R BT.601, section 2.5.1.
 */
final class ChannelMixer {
  private static final float OPAQUE = 255;

  private final Preprocessing spec;
  private final float[] mixed;

  ChannelMixer(Preprocessing spec) {
    this.spec = spec;
    this.mixed = new float[spec.width() * spec.channels()];
  }

  /** Returns whether an input has other channels than a picture. */
  static boolean isNeeded(Preprocessing spec) {
    return spec.channels() != Preprocessing.CHANNELS;
  }

  /**
   * Returns a row of the input, which the next call overwrites.
   *
   * @param rgb planes of red, green and blue, one row each, in pixel units
   * @param step floats from one pixel to the next in the result
   */
  float[] mix(float[] rgb, int step) {
    int width = spec.width();
    int channelStep = step == 1 ? width : 1;
    for (int c = 0; c < spec.channels(); c++) {
      float mean = spec.mean().get(c);
      float scale = 1 / spec.std().get(c);
      for (int x = 0; x < width; x++) {
        mixed[c * channelStep + x * step] = (sample(rgb, c, x) - mean) * scale;
      }
    }
    return mixed;
  }

  private float sample(float[] rgb, int channel, int x) {
    int width = spec.width();
    if (spec.channels() == 1) {
      return 0.299f * rgb[x] + 0.587f * rgb[width + x] + 0.114f * rgb[2 * width + x];
    } else if (channel == Preprocessing.CHANNELS) {
      return OPAQUE;
    }
    return rgb[(spec.bgr() ? 2 - channel : channel) * width + x];
  }
}
