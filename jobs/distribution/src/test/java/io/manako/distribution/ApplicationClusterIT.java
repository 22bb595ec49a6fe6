package io.manako.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of its own, with the words of the README. */
class ApplicationClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FRAMES = 20;

  @TempDir Path folder;

  @Test
  void anApplicationClusterRunsTheJobWithItsFileAndSettings() throws Exception {
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get("ssdlite-mobilenet-v2-coco"), FetchListener.silent());
    Distribution distribution = Distribution.unpack(folder);
    Path file = Files.writeString(folder.resolve("options.yaml"), "job.name: of its own\n");
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "application", 1);
      topics.produce(frames(topics));
      List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
      topics
          .settings(Map.of("source.bounded", "false", "job.parallelism", "1"))
          .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));

      try (FlinkCluster cluster = FlinkCluster.startApplication(folder, distribution, arguments)) {
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> topics.results(topics.detections).size() >= FRAMES);

        JsonNode jobs = cluster.rest().get("/jobs/overview").path("jobs");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).path("name").asText()).isEqualTo("of its own");
      }
      assertThat(topics.results(topics.detections))
          .extracting(ResultRecord::sequence)
          .containsExactlyElementsOf(LongStream.range(0, FRAMES).boxed().toList());
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = 0; sequence < FRAMES; sequence++) {
      records.add(topics.frame("cam-1", sequence, SquareScene.jpeg(0, sequence)));
    }
    return records;
  }
}
