package io.manako.engine.kernel;

import org.junit.jupiter.api.Tag;

/** 8 channels a block. */
@Tag("widths")
class VectorKernels256Test extends KernelContract {
  private static final Kernels KERNELS = ForcedWidth.kernels(256);

  VectorKernels256Test() {
    super(KERNELS);
  }
}
