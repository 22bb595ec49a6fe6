package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boxed vectors cost a factor of ten and are seen without a clock: they allocate. */
final class AllocationTest {
  /** Compilation in the foreground and soon: the runs until all is compiled are the same always. */
  private static final List<String> FLAGS =
      List.of("--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:CompileThresholdScaling=0.1");

  /** Tiles of a machine with 32 registers are slow on one with 16, but make no objects either. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void aWarmRunOfEveryNetworkAllocatesNothing(int registers) throws IOException {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-Dmanako.vectorRegisters=" + registers);
    assertThat(ChildJvm.lastLine(AllocationProbe.class, flags)).isEqualTo("0 0 0 0 0 0 0 0");
  }
}
