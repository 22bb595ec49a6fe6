package io.manako.job;

import static io.manako.testkit.fault.FaultPlace.DECODE;
import static io.manako.testkit.fault.FaultPlace.FLUSH;
import static io.manako.testkit.fault.FaultPlace.INFERENCE;
import static io.manako.testkit.fault.FaultPlace.SNAPSHOT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.media.JpegEncoder;
import io.manako.media.VideoReader;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.footage.Footage;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExactlyOnceTest {
  private static final int CAMERAS = 5;
  private static final int FRAMES = 400;
  private static final int STREET_FRAMES = 200;

  @AfterEach
  void disarm() {
    Faults.plan();
  }

  @Test
  void everyFrameHasOneResultInOrderAfterAFailureInEachPlace() throws Exception {
    Faults.plan(DECODE.at(300), INFERENCE.at(30), FLUSH.at(3), SNAPSHOT.at(4));
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "once", 4);
      topics.produce(frames(topics));
      JobOptions options =
          topics.options(Map.of("job.parallelism", "2", "classifier.mode", "frame"));

      long restarts = RigJob.run(options, FaultyFactory.create(options.inference()));

      assertThat(Faults.struck()).hasSize(4);
      assertThat(restarts).isEqualTo(4);
      assertComplete(topics.results(topics.detections), FRAMES);
      assertComplete(topics.results(topics.classifications), FRAMES);
      assertThat(topics.results(topics.detections)).allSatisfy(ExactlyOnceTest::assertFound);
      assertThat(topics.read(topics.deadLetters)).isEmpty();
    }
  }

  /** The default detector on a real street: five cameras that see the same. */
  @Test
  void realFramesSurviveTheSameFailures() throws Exception {
    List<byte[]> street = street();
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get("ssdlite-mobilenet-v2-coco"), FetchListener.silent());
    Faults.plan(DECODE.at(200), INFERENCE.at(20), FLUSH.at(4), SNAPSHOT.at(5));
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "street", 5);
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int sequence = 0; sequence < STREET_FRAMES; sequence++) {
        for (int camera = 0; camera < CAMERAS; camera++) {
          records.add(topics.frame("cam-" + camera, sequence, street.get(sequence)));
        }
      }
      topics.produce(records);
      JobOptions options =
          topics.options(Map.of("job.parallelism", "2", "checkpoint.interval", "500 ms"));

      long restarts =
          RigJob.run(options, FaultyFactory.create(options.inference(), ModelPipeline::open));

      assertThat(Faults.struck()).hasSize(4);
      assertThat(restarts).isEqualTo(4);
      List<ResultRecord> results = topics.results(topics.detections);
      assertComplete(results, STREET_FRAMES);
      assertThat(topics.read(topics.deadLetters)).isEmpty();
      assertSameSeenByAll(results);
    }
  }

  /** The same picture has the same answer whatever failed around it; the street changes. */
  private static void assertSameSeenByAll(List<ResultRecord> results) {
    Map<Long, Set<List<String>>> answers =
        results.stream()
            .collect(groupingBy(ResultRecord::sequence, mapping(ExactlyOnceTest::seen, toSet())));
    assertThat(answers.values()).allSatisfy(seen -> assertThat(seen).hasSize(1));
    assertThat(Set.copyOf(answers.values())).hasSizeGreaterThan(STREET_FRAMES / 2);
  }

  private static List<String> seen(ResultRecord result) {
    return result.objects().stream()
        .map(object -> object.label() + " " + object.score() + " " + object.box())
        .toList();
  }

  private static List<byte[]> street() throws Exception {
    List<byte[]> jpegs = new ArrayList<>();
    JpegEncoder encoder = new JpegEncoder(90);
    try (VideoReader video = VideoReader.open(Footage.fetch().toString())) {
      while (jpegs.size() < STREET_FRAMES) {
        jpegs.add(encoder.encode(video.next().image()));
      }
    }
    return jpegs;
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

  private static void assertComplete(List<ResultRecord> results, int frames) {
    List<Long> sequences = IntStream.range(0, frames).mapToObj(Long::valueOf).toList();
    for (int camera = 0; camera < CAMERAS; camera++) {
      String id = "cam-" + camera;
      assertThat(results.stream().filter(r -> r.cameraId().equals(id)))
          .extracting(ResultRecord::sequence)
          .containsExactlyElementsOf(sequences);
    }
    assertThat(results).hasSize(CAMERAS * frames);
  }

  /** The answer belongs to this very picture. */
  private static void assertFound(ResultRecord result) {
    int camera = Integer.parseInt(result.cameraId().substring("cam-".length()));
    Box square = SquareScene.square(camera, (int) result.sequence());
    assertThat(result.objects())
        .singleElement()
        .satisfies(object -> assertThat(object.box().iou(square)).isGreaterThan(0.7f));
  }
}
