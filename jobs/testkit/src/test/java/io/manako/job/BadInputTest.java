package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.media.GopEncoder;
import io.manako.media.TimedImage;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private static final String CAMERA = "cam-0";

  /** Headers that nobody reads. */
  private static final Map<String, String> PLACES =
      Map.of(
          "uri", "file:///etc/passwd",
          "ce_source", "http://127.0.0.1/camera",
          "ce_dataschema", "http://127.0.0.1/schema",
          "model", "/etc/passwd");

  /**
   * One thing that may arrive.
   *
   * @param reason a part of the sentence it must end with
   * @param key null for none
   * @param headers name and value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bad(
      String stage,
      String reason,
      @Nullable String key,
      byte @Nullable [] value,
      Map<String, String> headers) {
    static Bad bytes(String reason, byte[] value, String contentType) {
      return new Bad("decode", reason, CAMERA, value, Map.of("content-type", contentType));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "process"})
  void eachBadRecordIsOneDeadLetterAndItsNeighboursAreUnharmed(String isolation) throws Exception {
    List<Bad> bad = everyBadInput();
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "bad", 1);
      topics.produce(between(topics, bad));
      JobOptions options =
          topics.options(
              Map.of(
                  "job.parallelism", "1",
                  "decode.isolation", isolation,
                  "decode.isolation-timeout", "60 s"));

      long restarts = RigJob.run(options, FaultyFactory.create(options.inference()));

      assertThat(restarts).isZero();
      assertLetters(topics.read(topics.deadLetters), bad);
      assertLedger(topics.results(topics.detections), bad);
      Awaitility.await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
    }
  }

  private static List<Bad> everyBadInput() throws IOException {
    byte[] jpeg = SquareScene.jpeg(0, 0);
    byte[] gop = gop();
    return List.of(
        Bad.bytes("", new byte[] {7, 1, 9, 3, 4, 8, 2, 6, 5}, "image/jpeg"),
        new Bad("contract", "no value", CAMERA, null, Map.of()),
        new Bad("contract", "no value", CAMERA, new byte[0], Map.of()),
        Bad.bytes("", Arrays.copyOf(jpeg, jpeg.length / 2), "image/jpeg"),
        Bad.bytes("30000", hugeJpegHeader(jpeg), "image/jpeg"),
        Bad.bytes("", "It was a dark and stormy night.\n".getBytes(UTF_8), "image/png"),
        new Bad("decode", "", CAMERA, "plain text".getBytes(UTF_8), Map.of()),
        Bad.bytes("application/pdf", jpeg, "application/pdf"),
        Bad.bytes("", Arrays.copyOf(gop, gop.length / 2), "video/mp4"),
        new Bad("contract", "no key", null, jpeg, Map.of()),
        new Bad("contract", "ce_time", CAMERA, jpeg, Map.of("ce_time", "yesterday")),
        new Bad("contract", "ce_sequence", CAMERA, jpeg, Map.of("ce_sequence", "seven")),
        new Bad("decode", "no known format", CAMERA, "/etc/passwd".getBytes(UTF_8), PLACES),
        new Bad("decode", "no known format", CAMERA, "file:///etc/passwd".getBytes(UTF_8), PLACES),
        new Bad("decode", "no known format", CAMERA, "http://127.0.0.1/".getBytes(UTF_8), PLACES),
        Bad.bytes("file:///etc/passwd", jpeg, "file:///etc/passwd"),
        Bad.bytes("16777216", new byte[20 << 20], "image/jpeg"));
  }

  /** Good frames 0 … n with the bad records in between. */
  private static List<ProducerRecord<byte[], byte[]>> between(RigTopics topics, List<Bad> bad)
      throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n <= bad.size(); n++) {
      records.add(topics.frame(CAMERA, n, SquareScene.jpeg(0, n)));
      if (n < bad.size()) {
        records.add(record(topics.frames, bad.get(n)));
      }
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, Bad bad) {
    byte[] key = bad.key() == null ? null : bad.key().getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, bad.value());
    bad.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private static void assertLetters(List<ConsumerRecord<byte[], byte[]>> letters, List<Bad> bad) {
    assertThat(letters).hasSameSizeAs(bad);
    for (int n = 0; n < bad.size(); n++) {
      Bad expected = bad.get(n);
      ConsumerRecord<byte[], byte[]> letter = letters.get(n);
      byte[] bytes = expected.value() == null ? new byte[0] : expected.value();
      String key = letter.key() == null ? null : new String(letter.key(), UTF_8);
      assertThat(Arrays.equals(letter.value(), bytes)).as("bytes of %s", expected).isTrue();
      assertThat(key).isEqualTo(expected.key());
      assertThat(RigTopics.header(letter, "vf-stage")).isEqualTo(expected.stage());
      assertThat(RigTopics.header(letter, "vf-error")).isNotEmpty();
      assertThat(RigTopics.header(letter, "vf-reason")).contains(expected.reason()).contains(" ");
      assertThat(RigTopics.header(letter, "vf-source")).isEqualTo("bad.frames/0/" + (2 * n + 1));
      expected
          .headers()
          .forEach((name, value) -> assertThat(RigTopics.header(letter, name)).isEqualTo(value));
    }
  }

  /** One record per frame in the order of the topic; good ones have their square. */
  private static void assertLedger(List<ResultRecord> results, List<Bad> bad) {
    List<ResultRecord> good = results.stream().filter(r -> r.status().equals("ok")).toList();
    assertThat(good)
        .extracting(ResultRecord::sequence)
        .containsExactlyElementsOf(Stream.iterate(0L, n -> n + 1).limit(bad.size() + 1L).toList());
    assertThat(good).allSatisfy(BadInputTest::assertFound);
    assertThat(results)
        .extracting(r -> r.source().offset())
        .containsExactlyElementsOf(
            Stream.iterate(0L, n -> n + 1).limit(2L * bad.size() + 1).toList());
    assertThat(results.stream().filter(r -> r.source().offset() % 2 == 1))
        .allSatisfy(r -> assertThat(r.status()).isEqualTo("decode_error"))
        .allSatisfy(r -> assertThat(r.image()).isNull())
        .allSatisfy(r -> assertThat(r.statusReason()).isNotEmpty());
  }

  private static void assertFound(ResultRecord result) {
    assertThat(result.objects().get(0).box().iou(SquareScene.square(0, (int) result.sequence())))
        .isGreaterThan(0.7f);
  }

  /** A JPEG of 1 KiB whose frame header claims 30,000 × 30,000 pixels. */
  private static byte[] hugeJpegHeader(byte[] jpeg) {
    byte[] bytes = Arrays.copyOf(jpeg, 1024);
    for (int i = 0; i < bytes.length - 9; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == 0xc0) {
        ByteBuffer.wrap(bytes).putShort(i + 5, (short) 30_000).putShort(i + 7, (short) 30_000);
        return bytes;
      }
    }
    throw new IllegalStateException("The encoder writes no baseline JPEG");
  }

  private static byte[] gop() throws IOException {
    List<TimedImage> images = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      images.add(new TimedImage(SquareScene.picture(0, n), n * 100_000_000L));
    }
    return new GopEncoder(10).encode(images);
  }
}
