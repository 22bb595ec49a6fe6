package io.manako.zoo;

import io.manako.graph.Activation;

/**
 * Squeeze and excitation: each map is multiplied by a factor that is computed from the means of all
 * maps (Hu et al. 2018).
 *
 * @param squeezed channels of the hidden layer, 0 for no gate
 * @param hidden activation of the hidden layer
 * @param factor activation that produces a factor
 */
record Gate(int squeezed, Activation hidden, Activation factor) {
  static final Gate NONE = new Gate(0, Activation.NONE, Activation.NONE);

  /** Appends the gate; without a gate, the map is returned unchanged. */
  FeatureMap append(NetworkBuilder net, String layer, FeatureMap x) {
    if (squeezed == 0) {
      return x;
    }
    FeatureMap s = net.globalPool(layer + "/pool", x);
    s = net.biasedConv(layer + "/squeeze", s, ConvLayer.pointwise(squeezed, hidden));
    s = net.biasedConv(layer + "/excite", s, ConvLayer.pointwise(x.channels(), factor));
    return net.multiply(layer + "/scale", x, s);
  }
}
