package io.manako.zoo;

/**
 * Value of the network under construction, of shape [N, channels, height, width].
 *
 * @param value name of the value in the graph
 * @param channels number of maps
 * @param height rows of a map
 * @param width columns of a map
 */
record FeatureMap(String value, int channels, int height, int width) {

  /** Returns another value of the same shape. */
  FeatureMap as(String other) {
    return new FeatureMap(other, channels, height, width);
  }
}
