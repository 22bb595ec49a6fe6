package io.manako.engine.plan;

import java.util.HashMap;
import java.util.Map;

/** Packed weights of a network, packed for its first plan and freed with its last. */
final class SharedWeights {
  private static final Map<Object, SharedWeights> LIVE = new HashMap<>();

  private final Object key;
  private final float[] data;
  private int users;

  private SharedWeights(Object key, float[] data) {
    this.key = key;
    this.data = data;
  }

  /** Returns the weights of {@code key}, which {@code packing} packs if no plan uses them yet. */
  static SharedWeights acquire(Object key, WeightPacking packing) {
    synchronized (LIVE) {
      SharedWeights weights = LIVE.computeIfAbsent(key, k -> new SharedWeights(k, packing.pack()));
      if (weights.data.length < packing.size()) {
        throw new IllegalStateException("two networks have the key " + key);
      }
      weights.users++;
      return weights;
    }
  }

  float[] data() {
    return data;
  }

  void release() {
    synchronized (LIVE) {
      users--;
      if (users == 0) {
        LIVE.remove(key);
      }
    }
  }
}
