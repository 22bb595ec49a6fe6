package io.manako.cli.plan;

import java.util.Locale;

/**
 * What a frame takes of one core, in milliseconds.
 *
 * @param decode from JPEG to pixels
 * @param preprocess resize, normalise, lay out
 * @param inference in the network
 * @param postprocess of its answers
 * @param stream Kafka, records, checkpoints, Flink, the JVM
 */
record FrameCost(
    double decode, double preprocess, double inference, double postprocess, double stream) {

  /** All of it. */
  double total() {
    return decode + preprocess + inference + postprocess + stream;
  }

  /**
   * All of it on a machine whose speed has changed.
   *
   * @param millis what everything but the stream takes there
   */
  double totalAt(double millis) {
    return total() * millis / (total() - stream);
  }

  /** For people, in one line. */
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
