package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.CatPhoto;
import io.manako.model.TestModels;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.SegmentedClass;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A photo and something that is none, from topic to topic through the segmenter. */
class SegmentationJobTest {

  @Test
  void aFrameComesOutAsTheMaskOfWhatItShows() throws Exception {
    TestModels.segmenter();
    byte[] photo = Files.readAllBytes(CatPhoto.file());
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "segments", 1);
      broker.createTopics(1, "segments.masks");
      topics.produce(
          List.of(topics.frame("cam-1", 0, photo), topics.frame("cam-1", 1, new byte[] {1, 2})));
      JobOptions options =
          topics.options(
              Map.of(
                  "job.parallelism", "1",
                  "detector.enabled", "false",
                  "segmenter.enabled", "true",
                  "topics.segmentations", "segments.masks"));

      RigJob.run(options, new InferenceOperatorFactory(options.inference()));

      List<ResultRecord> records = topics.results("segments.masks");
      assertThat(records).extracting(ResultRecord::status).containsExactly("ok", "decode_error");
      ResultRecord cat = records.get(0);
      assertThat(cat.schema()).isEqualTo("video.segmentations/1");
      assertThat(cat.image()).isEqualTo(new ResultRecord.Size(800, 1042));
      assertThat(cat.model().name()).isEqualTo("deeplab-v3-mobilenet-v2-voc");
      assertThat(cat.segments()).extracting(SegmentedClass::label).containsExactly("cat");
      int inside = cat.segments().get(0).mask().toRunLengths().decode().cardinality();
      assertThat(inside / (513f * 394)).isCloseTo(cat.segments().get(0).share(), within(1e-4f));
      assertThat(topics.read(topics.deadLetters)).hasSize(1);
    }
  }
}
