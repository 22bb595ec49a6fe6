package io.manako.cli.plan;

import java.util.Locale;

/**
 * Time of one core for a frame, in milliseconds.
 *
 * @param decode decoding of JPEG to pixels
 * @param preprocess resize, normalise, lay out
 * @param inference the network
 * @param postprocess decoding of the network's output
 * @param stream Kafka, records, checkpoints, Flink, the JVM
 */
record FrameCost(
    double decode, double preprocess, double inference, double postprocess, double stream) {

  /**
   * Time of the focus itself, part of the pre-processing. Samples of a frame are bounded, so it
   * hardly depends on the frame's size.
   */
  static final double FOCUS_MILLIS = 0.5;

  /**
   * Returns the cost of a frame whose parts are processed where something moves.
   *
   * @param runs runs of the network per frame
   */
  FrameCost focused(double runs) {
    return new FrameCost(
        decode, FOCUS_MILLIS + runs * preprocess, runs * inference, runs * postprocess, stream);
  }

  /** Returns the sum. */
  double total() {
    return decode + preprocess + inference + postprocess + stream;
  }

  /**
   * Returns the sum on a machine whose speed has changed.
   *
   * @param millis time there of everything but the stream
   */
  double totalAt(double millis) {
    return total() * millis / (total() - stream);
  }

  /** Returns one line for people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "decode %.2f + preprocess %.2f + inference %.2f + post-process %.2f + stream %.2f = %.2f ms",
        decode,
        preprocess,
        inference,
        postprocess,
        stream,
        total());
  }
}
