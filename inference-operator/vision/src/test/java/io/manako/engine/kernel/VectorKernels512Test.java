package io.manako.engine.kernel;

import org.junit.jupiter.api.Tag;

/** 16 channels a block. */
@Tag("widths")
class VectorKernels512Test extends KernelContract {
  private static final Kernels KERNELS = ForcedWidth.kernels(512);

  VectorKernels512Test() {
    super(KERNELS);
  }
}
