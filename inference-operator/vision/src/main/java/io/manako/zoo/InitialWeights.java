package io.manako.zoo;

import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random weights, uniform with He et al.'s variance of 2 / fan-in, that depend only on the seed and
 * on their name. Normalisations are near one and zero, so that activations keep their size from
 * layer to layer. The numbers are generated when they are first read.
 */
final class InitialWeights {
  private final long seed;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  InitialWeights(long seed) {
    this.seed = seed;
  }

  /** Adds weights of a sum over {@code fan} inputs and returns their name. */
  String weights(String constant, Shape shape, int fan) {
    return uniform(constant, shape, Math.sqrt(6.0 / fan), 0);
  }

  /** Adds a number near 0 for each channel and returns the name of the constant. */
  String shifts(String constant, int channels) {
    return uniform(constant, Shape.of(channels), 0.1, 0);
  }

  /** Adds a number near {@code centre} for each element and returns the name of the constant. */
  String scales(String constant, Shape shape, double centre) {
    return uniform(constant, shape, 0.1 * centre, centre);
  }

  private String uniform(String constant, Shape shape, double range, double centre) {
    long own = seed * 31 + constant.hashCode();
    constants.put(constant, Tensor.lazy(shape, () -> numbers(own, shape.size(), range, centre)));
    return constant;
  }

  private static float[] numbers(long seed, int n, double range, double centre) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] data = new float[n];
    for (int i = 0; i < n; i++) {
      data[i] = (float) (centre + range * 0x1p-31 * random.nextInt());
    }
    return data;
  }

  /** All constants in the order in which they were added. */
  Map<String, Tensor> constants() {
    return Collections.unmodifiableMap(constants);
  }
}
