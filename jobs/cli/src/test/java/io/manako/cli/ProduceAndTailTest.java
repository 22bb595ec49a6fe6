package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.manako.image.DecodeLimits;
import io.manako.image.FrameDecoder;
import io.manako.image.Image;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.process.FreePort;
import io.manako.media.JpegEncoder;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceAndTailTest {
  private static final String START = "2026-01-05T10:00:00Z";

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static Path video;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start();
    video = TestVideo.write(folder.resolve("square.mp4"), 25, 10);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aVideoBecomesOneJpegAFrame() throws Exception {
    produce("jpegs", video, "--max-speed", "--start-time", START, "--epoch", "7");

    List<ConsumerRecord<byte[], byte[]>> sent = read("jpegs", 25);
    for (int i = 0; i < sent.size(); i++) {
      ConsumerRecord<byte[], byte[]> frame = sent.get(i);
      assertThat(new String(frame.key(), UTF_8)).isEqualTo("cam-1");
      assertThat(header(frame, "content-type")).isEqualTo("image/jpeg");
      assertThat(header(frame, "ce_id")).isEqualTo(String.format(Locale.ROOT, "cam-1/7/%06d", i));
      assertThat(header(frame, "ce_sequence")).isEqualTo("" + i);
      assertThat(header(frame, "ce_ptsns")).isEqualTo(i * 100_000_000L + "");
      assertThat(frame.timestamp()).isEqualTo(1767607200000L + i * 100L);
      assertThat(TestVideo.shows(decode(frame).get(0), i)).as("frame %d", i).isTrue();
    }
  }

  @Test
  void aVideoIsReadFromAnHttpAddress() throws Exception {
    byte[] file = Files.readAllBytes(video);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/yard.mp4",
        exchange -> {
          exchange.sendResponseHeaders(200, file.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(file);
          }
        });
    server.start();
    try {
      produce(
          "http",
          String.format(Locale.ROOT, "http://localhost:%d/yard.mp4", server.getAddress().getPort()),
          "--max-speed");
    } finally {
      server.stop(0);
    }

    List<ConsumerRecord<byte[], byte[]>> sent = read("http", 25);
    assertThat(TestVideo.shows(decode(sent.get(24)).get(0), 24)).isTrue();
  }

  @Test
  void anAddressWhereNobodyAnswersIsOneSentence() throws Exception {
    int port = FreePort.any();
    String address = String.format(Locale.ROOT, "rtsp://localhost:%d/gate", port);

    CommandRun failed =
        CommandRun.of(
            "produce",
            address,
            "-c",
            "gate",
            "--topic",
            "nobody",
            "--create-topics",
            "-b",
            broker.bootstrapServers());

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains(address).contains("cannot be opened").hasLineCount(1);
  }

  @Test
  void aGopRecordHoldsASecondOfFramesThatDecodeAlone() throws Exception {
    produce("gops", video, "--max-speed", "--as", "gop");

    List<ConsumerRecord<byte[], byte[]>> sent = read("gops", 3);
    int frame = 0;
    for (ConsumerRecord<byte[], byte[]> gop : sent) {
      assertThat(header(gop, "content-type")).isEqualTo("video/mp4");
      assertThat(header(gop, "ce_sequence")).isEqualTo("" + frame);
      for (Image image : decode(gop)) {
        assertThat(TestVideo.shows(image, frame)).as("frame %d", frame).isTrue();
        frame++;
      }
    }
    assertThat(frame).isEqualTo(25);
  }

  @Test
  void aLoopKeepsCountingAndItsClockRunsOn() throws Exception {
    produce("loop", video, "--max-speed", "--loop", "--max-frames", "60");

    List<ConsumerRecord<byte[], byte[]>> sent = read("loop", 60);
    assertThat(header(sent.get(59), "ce_sequence")).isEqualTo("59");
    assertThat(header(sent.get(59), "ce_ptsns")).isEqualTo("5900000000");
    assertThat(TestVideo.shows(decode(sent.get(26)).get(0), 1)).isTrue();
  }

  @Test
  void aFolderOfPicturesIsSentAsItsBytesAre() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    byte[] first = new JpegEncoder(80).encode(TestVideo.picture(0));
    Files.write(pictures.resolve("a.jpg"), first);
    Files.write(pictures.resolve("b.JPEG"), new JpegEncoder(80).encode(TestVideo.picture(1)));
    Files.writeString(pictures.resolve("notes.txt"), "not a picture");

    produce("pictures", pictures, "--fps", "50");

    List<ConsumerRecord<byte[], byte[]>> sent = read("pictures", 2);
    assertThat(sent.get(0).value()).isEqualTo(first);
    assertThat(header(sent.get(1), "ce_ptsns")).isEqualTo("20000000");
  }

  @Test
  void tailShowsWhatWasProduced() throws Exception {
    produce("tailed", video, "--max-speed", "--start-time", START, "--epoch", "7");

    CommandRun readable = tail("tailed", "--max", "2");
    CommandRun json = tail("tailed", "--max", "1", "--json");

    assertThat(readable.out().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("2026-01-05T10:00:00Z  cam-1  cam-1/7/000000  image/jpeg  ");
    JsonNode first = new ObjectMapper().readTree(json.out());
    assertThat(first.path("key").asText()).isEqualTo("cam-1");
    assertThat(first.path("headers").path("ce_id").asText()).isEqualTo("cam-1/7/000000");
  }

  @Test
  void aMissingTopicIsOneSentenceThatNamesTheOthers() {
    broker.createTopics(1, "there");

    CommandRun failed = CommandRun.of("tail", "missing", "-b", broker.bootstrapServers());

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("topic missing does not exist")
        .contains("there")
        .hasLineCount(1);
  }

  private static void produce(String topic, Path input, String... more) {
    produce(topic, input.toString(), more);
  }

  private static void produce(String topic, String input, String... more) {
    List<String> args = new ArrayList<>(List.of("produce", input, "-c", "cam-1", "--topic", topic));
    args.addAll(List.of("--create-topics", "-b", broker.bootstrapServers()));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  private static CommandRun tail(String topic, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("tail", topic, "--from-beginning", "-b", broker.bootstrapServers()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Awaitility.await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
              });
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    assertThat(records).hasSize(count);
    return records;
  }

  private static List<Image> decode(ConsumerRecord<byte[], byte[]> frame) throws Exception {
    List<Image> images = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(
          frame.value(), header(frame, "content-type"), (image, index, pts) -> images.add(image));
    }
    return images;
  }

  private static String header(ConsumerRecord<byte[], byte[]> frame, String name) {
    return new String(frame.headers().lastHeader(name).value(), UTF_8);
  }
}
