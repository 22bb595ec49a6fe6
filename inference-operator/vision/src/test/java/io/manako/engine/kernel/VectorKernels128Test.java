package io.manako.engine.kernel;

import org.junit.jupiter.api.Tag;

/** 4 channels a block. */
@Tag("widths")
class VectorKernels128Test extends KernelContract {
  private static final Kernels KERNELS = ForcedWidth.kernels(128);

  VectorKernels128Test() {
    super(KERNELS);
  }
}
