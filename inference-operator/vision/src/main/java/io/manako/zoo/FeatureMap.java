package io.manako.zoo;

/**
 * A value of the network under construction, of shape [N, channels, height, width].
 *
 * @param value its name in the graph
 * @param channels its maps
 * @param height rows of a map
 * @param width columns of a map
 */
record FeatureMap(String value, int channels, int height, int width) {

  /** Another value of the same shape. */
  FeatureMap as(String other) {
    return new FeatureMap(other, channels, height, width);
  }
}
