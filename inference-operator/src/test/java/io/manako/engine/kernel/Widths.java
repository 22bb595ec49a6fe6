package io.manako.engine.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels of every width, loaded once for all tests. */
final class Widths {
  static final Map<Integer, Kernels> KERNELS = new ConcurrentHashMap<>();

  private Widths() {}
}
