package io.manako.tensor;

/**
 * Which two source samples make each target sample of one axis, with half-pixel centres: target i
 * is at {@code (i + 0.5) * source / target - 0.5}, clamped to the source (OpenCV's INTER_LINEAR,
 * TensorFlow's {@code half_pixel_centers}). No low-pass filter when shrinking, as in both.
 *
 * @param first the lower sample's index into the source
 * @param second the upper sample's index into the source
 * @param weight of the second sample, 0 … 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by kernels, compared by nobody
record BilinearTaps(int[] first, int[] second, float[] weight) {

  /**
   * @param start of the source span
   * @param source samples of the span
   * @param target samples to make
   */
  static BilinearTaps of(int start, int source, int target) {
    int[] first = new int[target];
    int[] second = new int[target];
    float[] weight = new float[target];
    double step = (double) source / target;
    for (int i = 0; i < target; i++) {
      double at = Math.min(Math.max((i + 0.5) * step - 0.5, 0), source - 1.0);
      int floor = (int) at;
      first[i] = start + floor;
      second[i] = start + Math.min(floor + 1, source - 1);
      weight[i] = (float) (at - floor);
    }
    return new BilinearTaps(first, second, weight);
  }

  /** Indices multiplied, so that they address bytes instead of pixels. */
  BilinearTaps times(int factor) {
    int[] a = first.clone();
    int[] b = second.clone();
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
      b[i] *= factor;
    }
    return new BilinearTaps(a, b, weight);
  }

  int size() {
    return weight.length;
  }
}
