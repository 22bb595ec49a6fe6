package io.manako.tensor;

/**
 * Pairs of source samples for each target sample of one axis, with half-pixel centres: target i is
 * at {@code (i + 0.5) * span / target - 0.5} from the start of the shown part, clamped to the crop
 * (OpenCV's INTER_LINEAR, TensorFlow's {@code half_pixel_centers}). Neither they nor this class
 * filter when shrinking.
 *
 * @param first index of the lower sample in the source
 * @param second index of the upper sample in the source
 * @param weight weight of the second sample, 0 … 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by kernels, never compared
record BilinearTaps(int[] first, int[] second, float[] weight) {

  /**
   * Computes the taps of an axis.
   *
   * @param axis the crop's axis; samples beside the shown part are blended where the part ends
   *     between two
   * @param target number of target samples
   */
  static BilinearTaps of(Axis axis, int target) {
    int[] first = new int[target];
    int[] second = new int[target];
    float[] weight = new float[target];
    double step = axis.span() / target;
    int last = axis.size() - 1;
    for (int i = 0; i < target; i++) {
      double at = Math.min(Math.max(axis.from() + (i + 0.5) * step - 0.5, 0), last);
      int floor = (int) at;
      first[i] = axis.start() + floor;
      second[i] = axis.start() + Math.min(floor + 1, last);
      weight[i] = (float) (at - floor);
    }
    return new BilinearTaps(first, second, weight);
  }

  /** Returns the taps with multiplied indices, which address bytes instead of pixels. */
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
