package io.manako.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class KafkaThreadsTest {
  @Test
  void aClientThatNobodyClosesIsSeen() throws Exception {
    KafkaThreads before = KafkaThreads.now();
    try (Admin client = Admin.create(Map.of("bootstrap.servers", "localhost:9"))) {
      assertThat(client).isNotNull();
      assertThat(before.awaitNoMore(Duration.ZERO)).isEqualTo(1);
    }
    assertThat(before.awaitNoMore()).isZero();
  }
}
