package io.manako.job;

import static io.manako.testkit.fault.FaultPlace.DECODE;
import static io.manako.testkit.fault.FaultPlace.INFERENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingJobTest {
  private static final int CAMERAS = 3;
  private static final int FRAMES = 300;

  /** The square walks from left to right, row after row. */
  private static final String SCENES =
      """
      - camera_id: cam-1
        zones:
          - {id: left, polygon: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]}
      - camera_id: cam-0
        lines:
          - {id: middle, from: [0.5, 0], to: [0.5, 1]}
      """;

  @TempDir private Path folder;

  @AfterEach
  void disarm() {
    Faults.plan();
  }

  @Test
  void failuresChangeNoTrackAndNoCount() throws Exception {
    Path scenes = Files.writeString(folder.resolve("scenes.yaml"), SCENES);
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "tracking", 3);
      topics.produce(frames(topics));
      broker.createTopics(3, "calm-tracks", "calm-events", "calm-counts");
      broker.createTopics(3, "rough-tracks", "rough-events", "rough-counts");

      run(topics, "calm", scenes);
      Faults.plan(DECODE.at(300), INFERENCE.at(30));
      run(topics, "rough", scenes);

      assertThat(Faults.struck()).hasSize(2);
      List<String> tracks = values(topics, "calm-tracks");
      List<String> events = values(topics, "calm-events");
      assertThat(tracks).hasSize(CAMERAS * FRAMES);
      assertThat(values(topics, "rough-tracks")).isEqualTo(tracks);
      assertThat(values(topics, "rough-events")).isEqualTo(events);
      assertThat(values(topics, "rough-counts"))
          .isNotEmpty()
          .isEqualTo(values(topics, "calm-counts"));
      assertThat(events).filteredOn(e -> e.contains("line.cross")).hasSize(crossings());
    }
  }

  /** How often the first camera's square left the left half, its middle included. */
  private static int crossings() {
    int crossings = 0;
    for (int sequence = 1; sequence < FRAMES; sequence++) {
      boolean before = centre(sequence - 1) <= SquareScene.WIDTH / 2.0;
      crossings += before && centre(sequence) > SquareScene.WIDTH / 2.0 ? 1 : 0;
    }
    return crossings;
  }

  private static double centre(int sequence) {
    return SquareScene.square(0, sequence).x() + SquareScene.square(0, sequence).width() / 2.0;
  }

  private static void run(RigTopics topics, String name, Path scenes) throws Exception {
    JobOptions options =
        topics.options(
            Map.of(
                "job.parallelism",
                "2",
                "tracking.enabled",
                "true",
                "tracking.scenes",
                scenes.toString(),
                "tracking.count-every",
                "3 s",
                // By this machine's clock, which no replay repeats: a slow machine would find some.
                "tracking.offline-after",
                "1 d",
                "topics.tracks",
                name + "-tracks",
                "topics.events",
                name + "-events",
                "topics.counts",
                name + "-counts",
                "source.group-id",
                name,
                "delivery.transaction-prefix",
                name));
    RigJob.run(options, FaultyFactory.create(options.inference()));
  }

  /** Sorted, because cameras that share a partition may interleave in another way. */
  private static List<String> values(RigTopics topics, String topic) {
    return topics.read(topic).stream().map(r -> new String(r.value(), UTF_8)).sorted().toList();
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = 0; sequence < FRAMES; sequence++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        byte[] jpeg = SquareScene.jpeg(camera, sequence);
        records.add(topics.frame("cam-" + camera, sequence, jpeg));
      }
    }
    return records;
  }
}
