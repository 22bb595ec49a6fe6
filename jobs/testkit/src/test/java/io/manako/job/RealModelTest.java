package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.engine.EngineOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way with the catalog's own models. */
class RealModelTest {
  private static final int CAMERAS = 3;
  private static final int FRAMES = 20;
  private static final AtomicInteger OPENED = new AtomicInteger();
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

  @ParameterizedTest
  @EnumSource(EngineOptions.Kind.class)
  void thePictureDecidesTheAnswerWhateverBatchItRanIn(EngineOptions.Kind engine) throws Exception {
    RigTopics topics = new RigTopics(broker, "real-" + engine, 3);
    topics.produce(frames(topics));
    JobOptions options =
        topics.options(
            Map.of(
                "inference.engine",
                engine.toString(),
                "job.parallelism",
                "2",
                "classifier.mode",
                "frame"));
    RigJob.run(options, new InferenceOperatorFactory(options.inference()));

    assertThat(topics.results(topics.detections))
        .hasSize(CAMERAS * FRAMES)
        .allSatisfy(r -> assertThat(r.status()).isIn("ok", "empty"))
        .allSatisfy(r -> assertThat(r.model().name()).isEqualTo("ssdlite-mobilenet-v2-coco"))
        .allSatisfy(r -> assertThat(r.model().engine()).isEqualTo(engine.toString()));
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

  @ParameterizedTest
  @CsvSource({
    "detector.model, no-such-model, there is no model no-such-model",
    "detector.model, mobilenet-v1-1.0-224-imagenet, choose one whose task is detection",
    "inference.device, cuda, the device cuda is not",
  })
  void whatARestartCannotMendEndsTheJobAtItsStart(String key, String value, String sentence) {
    RigTopics topics = new RigTopics(broker, "no-model-" + value, 1);
    JobOptions options = topics.options(Map.of("job.parallelism", "1", key, value));
    OPENED.set(0);
    assertThatThrownBy(
            () ->
                RigJob.run(
                    options,
                    new InferenceOperatorFactory(options.inference(), RealModelTest::openCounted)))
        .hasStackTraceContaining(sentence);
    assertThat(OPENED).hasValue(1);
  }

  private static FramePipeline openCounted(InferenceOptions options) {
    OPENED.incrementAndGet();
    return ModelPipeline.open(options);
  }

  /** Every camera sees the same pictures. */
  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws Exception {
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
