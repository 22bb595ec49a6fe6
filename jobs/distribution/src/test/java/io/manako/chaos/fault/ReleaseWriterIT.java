package io.manako.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.testkit.job.RigJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Writes the files of a release for {@link UpgradeCheck}: {@code -Drelease.write=0.1.0}. */
@EnabledIfSystemProperty(named = "release.write", matches = "\\d+\\.\\d+\\.\\d+")
class ReleaseWriterIT {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  @TempDir private Path folder;

  @Test
  void aReleaseLeavesItsSavepointAndARecordOfEachTopic() throws Exception {
    Path release =
        Files.createDirectories(
            Path.of("../chaos/src/test/resources/released", System.getProperty("release.write")));
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      ReleasedJob job = new ReleasedJob(broker, folder);
      job.publishChanges(job.topics.control);
      job.sendFirstHalf();
      OutputTopics output = job.output();
      RigJob running = job.start(output, Map.of());
      job.await(running, output, ReleasedJob.stoppedFrames());
      // Some checkpoints without records, after which no transaction is open.
      LockSupport.parkNanos(IDLE_NANOS);
      Path savepoint = Path.of(java.net.URI.create(running.stop(folder)));

      try (var files = Files.list(savepoint)) {
        assertThat(files).as("the savepoint is one file").hasSize(1);
      }
      Files.copy(
          savepoint.resolve("_metadata"),
          release.resolve("_metadata"),
          StandardCopyOption.REPLACE_EXISTING);
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(release.resolve("written.json").toFile(), written(job, output));
      Files.write(release.resolve("records.jsonl"), lines(job, output));
    }
  }

  private static Map<String, Map<String, Integer>> written(ReleasedJob job, OutputTopics output) {
    Map<String, Map<String, Integer>> written = new TreeMap<>();
    Answers.read(job.topics, output.byPurpose())
        .byTopic()
        .forEach(
            (purpose, byCamera) -> {
              Map<String, Integer> sizes = new TreeMap<>();
              byCamera.forEach((camera, records) -> sizes.put(camera, records.size()));
              written.put(purpose, sizes);
            });
    return written;
  }

  /** The first and the last record of each topic. */
  private static List<String> lines(ReleasedJob job, OutputTopics output) {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put("frames", job.topics.frames);
    topics.put("control", job.topics.control);
    topics.putAll(output.byPurpose());
    topics.put("classifications", job.topics.classifications);
    topics.put("segmentations", ReleasedJob.segmentations());
    topics.put("dead-letters", job.topics.deadLetters);
    List<String> lines = new ArrayList<>();
    topics.forEach(
        (purpose, topic) -> {
          List<ConsumerRecord<byte[], byte[]>> records = job.topics.read(topic);
          lines.add(new StoredRecord(purpose, records.get(0)).toLine());
          if (records.size() > 1) {
            lines.add(new StoredRecord(purpose, records.get(records.size() - 1)).toLine());
          }
        });
    return lines;
  }
}
