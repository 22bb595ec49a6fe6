package io.manako.engine.kernel;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this JVM once: the Vector API at the machine's preferred width, or plain
 * Java where the module is missing. {@code -Dmanako.vectorBits=128|256|512} forces a width; 0
 * forces plain Java.
 */
public final class KernelSelection {
  private static final Logger LOG = LoggerFactory.getLogger(KernelSelection.class);
  private static final String PROPERTY = "manako.vectorBits";
  private static final String MODULE = "jdk.incubator.vector";
  private static final Set<Integer> WIDTHS = Set.of(0, 128, 256, 512);

  private KernelSelection() {}

  /** Returns the kernels of this JVM. */
  public static Kernels kernels() {
    return Chosen.KERNELS;
  }

  /** Whether vectors have at least 256 bits, which {@link PixelRows} requires. */
  public static boolean hasWideVectors() {
    return vectorBits() >= 256;
  }

  /**
   * Returns the bits of a vector, or 0 for plain Java.
   *
   * @throws IllegalArgumentException if {@code manako.vectorBits} is none of 0, 128, 256 and 512
   */
  static int vectorBits() {
    String wanted = System.getProperty(PROPERTY);
    if (wanted == null) {
      return hasModule() ? Preferred.bits() : 0;
    }
    for (int width : WIDTHS) {
      if (wanted.equals(Integer.toString(width))) {
        return hasModule() ? width : 0;
      }
    }
    throw new IllegalArgumentException(
        "-D" + PROPERTY + "=" + wanted + " is none of 0, 128, 256 and 512");
  }

  private static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** Separate class, so that a JVM without the module never loads one of the module's classes. */
  private static final class Preferred {
    static int bits() {
      int bits = jdk.incubator.vector.VectorShape.preferredShape().vectorBitSize();
      return Math.min(512, bits);
    }
  }

  /** Holder of the kernels, which is initialised at its first use. */
  private static final class Chosen {
    static final Kernels KERNELS = choose();

    private static Kernels choose() {
      if (!hasModule()) {
        LOG.warn(
            "Kernels: plain Java, many times slower than vectors; add --add-modules {} to the"
                + " JVM's options",
            MODULE);
        return new ScalarKernels(8);
      }
      Kernels kernels = vectorBits() == 0 ? new ScalarKernels(8) : new VectorKernels();
      LOG.info("Kernels: {}", kernels.description());
      return kernels;
    }
  }
}
