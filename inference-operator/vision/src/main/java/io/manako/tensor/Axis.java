package io.manako.tensor;

/**
 * One axis of a crop, and the part of that axis which the model's input shows.
 *
 * @param start first sample of the crop in the picture
 * @param size number of the crop's samples, at least 1
 * @param from position in the crop at which the shown part starts, in samples, at least 0
 * @param span length of the shown part in samples, above 0, at most {@code size}
 */
record Axis(int start, int size, double from, double span) {

  static Axis whole(int start, int size) {
    return new Axis(start, size, 0, size);
  }

  static Axis middle(int start, int size, double span) {
    return new Axis(start, size, (size - span) / 2, span);
  }
}
