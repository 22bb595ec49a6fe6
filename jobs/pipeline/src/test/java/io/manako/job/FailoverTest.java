package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class FailoverTest {
  @Test
  void aClusterOfItsOwnRestartsAllTasks() {
    Configuration cluster = new Configuration();
    assertThat(Failover.restartsAllTasks(cluster)).isFalse();
    Failover.restartAllTasks(cluster);
    assertThat(Failover.restartsAllTasks(cluster)).isTrue();
  }

  @Test
  void whatTheUserSetStays() {
    Configuration cluster =
        Configuration.fromMap(Map.of("jobmanager.execution.failover-strategy", "region"));
    Failover.restartAllTasks(cluster);
    assertThat(Failover.restartsAllTasks(cluster)).isFalse();
  }
}
