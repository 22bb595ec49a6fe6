package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCheckTest {
  private static final JobOptions OPTIONS = JobOptions.load(null, Map.of());

  @Test
  void aBareClusterIsRefusedWithTheLinesToAdd() {
    assertThatThrownBy(() -> new ClusterCheck(remote(new Configuration()), OPTIONS).check())
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining(
            "classloader.parent-first-patterns.additional: org.bytedeco.;ai.onnxruntime.")
        .hasMessageContaining("taskmanager.memory.task.off-heap.size: 1g    # is 0")
        .hasMessageContaining("job.check-cluster=false");
  }

  @Test
  void theShippedLinesAreEnough(@TempDir Path folder) throws IOException {
    Files.copy(Path.of("..", "..", "config", "flink-config.yaml"), folder.resolve("config.yaml"));
    Configuration shipped = GlobalConfiguration.loadConfiguration(folder.toString());
    ClusterCheck check = new ClusterCheck(remote(shipped), OPTIONS);
    assertThatCode(check::check).doesNotThrowAnyException();
    assertThat(check.advice()).isEmpty();
  }

  @Test
  void aClusterThatRestartsRegionsIsWarnedOfItsJobManagersEnd() {
    assertThat(new ClusterCheck(remote(new Configuration()), OPTIONS).advice())
        .anySatisfy(
            advice -> assertThat(advice).contains("jobmanager.execution.failover-strategy: full"));
  }

  @Test
  void aJobWithoutNativesNeedsNoneOfThem() {
    JobOptions pure =
        JobOptions.load(null, Map.of("inference.engine", "java", "decode.codec", "java"));
    assertThatCode(() -> new ClusterCheck(remote(new Configuration()), pure).check())
        .doesNotThrowAnyException();
  }

  @Test
  void whoKnowsBetterSwitchesTheCheckOff() {
    JobOptions unchecked = JobOptions.load(null, Map.of("job.check-cluster", "false"));
    assertThatCode(() -> new ClusterCheck(remote(new Configuration()), unchecked).check())
        .doesNotThrowAnyException();
  }

  @Test
  void anotherFlinkIsASentence() {
    assertThatThrownBy(() -> ClusterCheck.requireFlink("1.20.1"))
        .hasMessage(
            "Manako needs Flink 2.3 or a later 2.x and this is Flink 1.20.1. Submit to another"
                + " cluster.");
    assertThatThrownBy(() -> ClusterCheck.requireFlink("2.1.0")).hasMessageContaining("2.1.0");
    assertThatCode(() -> ClusterCheck.requireFlink("2.4-SNAPSHOT")).doesNotThrowAnyException();
  }

  private static Configuration remote(Configuration cluster) {
    Configuration configuration = new Configuration(cluster);
    configuration.set(DeploymentOptions.TARGET, "remote");
    return configuration;
  }
}
