package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.cli.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.operator.InferenceOperatorFactory;
import io.manako.wire.ResultRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way with the catalog's own models. */
class RealModelTest {
  private static final int CAMERAS = 3;
  private static final int FRAMES = 100;
  private static EmbeddedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    ModelFetcher fetcher = new ModelFetcher(ModelStore.standard());
    for (String name : List.of("ssdlite-mobilenet-v2-coco", "mobilenet-v1-1.0-224-imagenet")) {
      fetcher.fetch(ModelCatalog.standard().get(name), FetchListener.silent());
    }
    broker = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void thePictureDecidesTheAnswerWhateverBatchItRanIn() throws Exception {
    TestTopics topics = new TestTopics(broker, "real", 3);
    topics.produce(frames(topics));
    JobOptions options = topics.options(Map.of("job.parallelism", "2", "classifier.mode", "frame"));
    TestJob.run(options, new InferenceOperatorFactory(options.inference()));

    assertThat(topics.results(topics.detections))
        .hasSize(CAMERAS * FRAMES)
        .allSatisfy(r -> assertThat(r.status()).isIn("ok", "empty"))
        .allSatisfy(r -> assertThat(r.model().name()).isEqualTo("ssdlite-mobilenet-v2-coco"));
    List<ResultRecord> classes = topics.results(topics.classifications);
    assertThat(classes).hasSize(CAMERAS * FRAMES);
    Map<Long, ResultRecord> firstOfPicture = new HashMap<>();
    for (ResultRecord result : classes) {
      assertThat(result.topK()).hasSize(5);
      firstOfPicture.putIfAbsent(result.sequence(), result);
      assertThat(result.topK().get(0).score())
          .isCloseTo(firstOfPicture.get(result.sequence()).topK().get(0).score(), within(1e-4f));
    }
  }

  @Test
  void aMissingModelEndsTheJobAtItsStart() {
    TestTopics topics = new TestTopics(broker, "no-model", 1);
    JobOptions options =
        topics.options(Map.of("job.parallelism", "1", "detector.model", "no-such-model"));
    assertThatThrownBy(() -> TestJob.run(new JobLauncher(options), options))
        .hasStackTraceContaining("no-such-model");
  }

  /** Every camera sees the same pictures. */
  private static List<ProducerRecord<byte[], byte[]>> frames(TestTopics topics) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n < FRAMES; n++) {
      byte[] jpeg = SquareScene.jpeg(0, n);
      for (int camera = 0; camera < CAMERAS; camera++) {
        records.add(topics.frame("cam-" + camera, n, jpeg));
      }
    }
    return records;
  }
}
