package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.tracing.ReceivedSpan;
import io.manako.testkit.tracing.TestCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Traces through a whole job, from the frames topic to the results and the collector. */
class TracedJobTest {
  private static final int FRAMES = 20;
  private static final int BROKEN = 7;

  @Test
  void theSpansOfAJobAreThoseOfItsFramesAndItsRecordsAreTheSameWithoutThem() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start();
        TestCollector collector = TestCollector.start()) {
      RigTopics topics = new RigTopics(broker, "traced", 1);
      topics.produce(frames(topics));

      run(topics, collector, false);
      assertThat(collector.spans()).isEmpty();
      List<ConsumerRecord<byte[], byte[]>> untraced = topics.read(topics.detections);
      run(topics, collector, true);
      List<ConsumerRecord<byte[], byte[]>> both = topics.read(topics.detections);

      assertThat(untraced).hasSize(FRAMES);
      assertThat(values(both.subList(FRAMES, 2 * FRAMES))).isEqualTo(values(untraced));
      for (int n = 0; n < 2 * FRAMES; n++) {
        assertThat(RigTopics.header(both.get(n), "ce_traceparent"))
            .isEqualTo(traceparent(n % FRAMES));
      }
      assertThat(topics.read(topics.deadLetters))
          .extracting(letter -> RigTopics.header(letter, "ce_traceparent"))
          .containsExactly(traceparent(BROKEN), traceparent(BROKEN));
      assertSpans(collector.spans());
    }
  }

  private static void assertSpans(List<ReceivedSpan> spans) {
    for (int n = 0; n < FRAMES; n++) {
      String offset = "[" + n + "]";
      boolean sampled = n % 2 == 1;
      String[] names =
          n == BROKEN
              ? new String[] {"decode"}
              : new String[] {"decode", "batch wait", "inference"};
      String trace = traceparent(n).substring(3, 35);
      assertThat(spans)
          .filteredOn(s -> offset.equals(s.attributes().get("messaging.kafka.offset")))
          .allSatisfy(s -> assertThat(s.trace()).isEqualTo(trace))
          .allSatisfy(s -> assertThat(s.attributes()).containsEntry("manako.camera.id", "cam-1"))
          .extracting(ReceivedSpan::name)
          .containsExactlyInAnyOrder(sampled ? names : new String[0]);
    }
    assertThat(spans)
        .filteredOn(span -> span.name().equals("inference"))
        .isNotEmpty()
        .allSatisfy(
            s -> assertThat(s.attributes()).containsEntry("manako.detector.model", "squares"));
  }

  private static void run(RigTopics topics, TestCollector collector, boolean export)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("job.parallelism", "1");
    settings.put("source.start", "earliest");
    settings.put("trace.export", Boolean.toString(export));
    settings.put("trace.endpoint", collector.address());
    JobOptions options = topics.options(settings);
    RigJob.run(options, new InferenceOperatorFactory(options.inference(), SquarePipeline::new));
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n < FRAMES; n++) {
      byte[] picture = n == BROKEN ? "broken".getBytes(UTF_8) : SquareScene.jpeg(0, n);
      ProducerRecord<byte[], byte[]> record = topics.frame("cam-1", n, picture);
      record.headers().add("ce_traceparent", traceparent(n).getBytes(UTF_8));
      records.add(record);
    }
    return records;
  }

  /** Every other frame is sampled. */
  private static String traceparent(int n) {
    return String.format(
        Locale.ROOT, "00-4bf92f3577b34da6a3ce929d0e0e%04x-00f067aa0ba902b7-%02x", n + 1, n % 2);
  }

  private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
  }
}
