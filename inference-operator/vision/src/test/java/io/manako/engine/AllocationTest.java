package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.engine.kernel.OperatorProbe;
import io.manako.engine.kernel.TileAllocationProbe;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Boxed vectors cost a factor of ten and are seen without a clock: they allocate. */
final class AllocationTest {
  /** Compilation in the foreground and soon: the runs until all is compiled are the same always. */
  private static final List<String> FLAGS =
      List.of("--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:CompileThresholdScaling=0.1");

  @Test
  void aWarmRunOfEveryNetworkAllocatesNothing() throws IOException {
    assertThat(ChildJvm.lastLine(AllocationProbe.class, FLAGS)).isEqualTo("0 0 0 0 0 0 0 0");
  }

  @Test
  void noPointwiseTileAllocatesNeitherForThisMachineNorForOthers() throws IOException {
    assertThat(ChildJvm.lastLine(TileAllocationProbe.class, FLAGS)).endsWith("allocating: {}");
  }

  /** A lookup that is compiled before an operator's first use has made objects of vectors. */
  @Test
  void everyOperatorHasBeenUsedBeforeAKernelRuns() throws IOException {
    List<String> flags =
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--add-opens=jdk.incubator.vector/jdk.incubator.vector=ALL-UNNAMED");
    assertThat(ChildJvm.lastLine(OperatorProbe.class, flags)).endsWith("by kernels: []");
  }
}
