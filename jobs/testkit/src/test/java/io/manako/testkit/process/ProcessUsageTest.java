package io.manako.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of this process, which knows itself how much it holds. */
class ProcessUsageTest {
  @TempDir private Path temporary;

  @Test
  void whatIsSeenFromOutsideIsWhatTheProcessKnows() throws Exception {
    Files.writeString(temporary.resolve("blob_p-1"), "a job's jar");
    Files.writeString(temporary.resolve("left"), "something else");

    ProcessUsage.Sample sample =
        new ProcessUsage(ProcessHandle.current().pid(), temporary).sample();

    assertThat(sample.metaspace() * 1024).isCloseTo(metaspace(), Percentage.withPercentage(20));
    assertThat(sample.threads()).isGreaterThanOrEqualTo(Thread.getAllStackTraces().size() / 2);
    assertThat(sample.resident() * 1024).isGreaterThan(metaspace());
    assertThat(sample.files()).isEqualTo(1);
    assertThat(sample.jobLoaders()).isZero();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
        .sum();
  }
}
