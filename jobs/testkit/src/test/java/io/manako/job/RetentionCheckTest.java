package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.kafka.EmbeddedKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RetentionCheckTest {
  private static final JobOptions OPTIONS = JobOptions.load(null, Map.of());
  private static EmbeddedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void topicsThatCountFromTheCaptureAreNamedWithTheWayOut() {
    List<String> warnings =
        warnings("week", Map.of("retention.ms", "604800000"), Map.of("retention.ms", "604800000"));

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .startsWith("Topic week.frames keeps frames for 7 d after their capture")
        .contains("ce_time");
    assertThat(warnings.get(1))
        .contains("week.dead-letters, week.detections keep records")
        .contains("(7 d)")
        .contains("--entity-name week.dead-letters")
        .contains("message.timestamp.type=LogAppendTime");
  }

  @Test
  void topicsThatCountFromWritingOrKeepEverythingNeedNoWarning() {
    assertThat(
            warnings(
                "append",
                Map.of("retention.ms", "-1"),
                Map.of("retention.ms", "60000", "message.timestamp.type", "LogAppendTime")))
        .isEmpty();
    assertThat(
            warnings(
                "compact",
                Map.of("cleanup.policy", "compact", "retention.ms", "60000"),
                Map.of("cleanup.policy", "compact", "retention.ms", "60000")))
        .isEmpty();
  }

  private static List<String> warnings(
      String prefix, Map<String, String> frames, Map<String, String> results) {
    List<TopicUse> uses = new ArrayList<>();
    for (TopicUse use : TopicUse.of(OPTIONS)) {
      String name = use.name().replace("video.", prefix + ".");
      boolean read = use.option() == JobConfigOptions.FRAMES;
      broker.createTopics(
          List.of(new NewTopic(name, 1, (short) 1).configs(read ? frames : results)));
      uses.add(new TopicUse(use.option(), name, use.operations()));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return new RetentionCheck(admin).warnings(uses);
    }
  }
}
