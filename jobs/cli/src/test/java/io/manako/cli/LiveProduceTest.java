package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.cli.capture.Camera;
import io.manako.cli.capture.CaptureControl;
import io.manako.cli.capture.FrameEncoder;
import io.manako.cli.capture.FrameProducer;
import io.manako.cli.capture.FramePump;
import io.manako.cli.capture.LiveCapture;
import io.manako.cli.capture.VideoSource;
import io.manako.image.DecodeLimits;
import io.manako.image.FrameDecoder;
import io.manako.image.Image;
import io.manako.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cameras that hang up. */
class LiveProduceTest {
  private static final int FRAMES = 10;

  private static EmbeddedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start();
    broker.createTopics(1, "command", "waits", "deaf");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** What a camera sends while Kafka is looked for would get the time at which it is read. */
  @Test
  void aCameraIsOpenedOnceItsTopicIsThere() throws Exception {
    try (RtspCamera camera = new RtspCamera(FRAMES)) {
      CommandRun run =
          CommandRun.of(
              "produce",
              camera.address(),
              "-c=gate",
              "--topic=nowhere",
              "-b=" + broker.bootstrapServers());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("nowhere");
      assertThat(camera.calls()).isZero();
    }
  }

  @Test
  void aCameraThatHangsUpComesBackInANewEpoch() throws Exception {
    Instant before = Instant.now();
    try (RtspCamera camera = new RtspCamera(FRAMES)) {
      CommandRun run =
          CommandRun.of(
              "produce",
              camera.address(),
              "-c=gate",
              "--topic=command",
              "--epoch=7",
              "--max-frames=15",
              "-b=" + broker.bootstrapServers());
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(camera.calls()).isEqualTo(2);
    }
    List<ConsumerRecord<byte[], byte[]>> sent = read("command", 15);
    Instant after = Instant.now();
    for (int i = 0; i < 15; i++) {
      ConsumerRecord<byte[], byte[]> frame = sent.get(i);
      boolean again = i >= FRAMES;
      assertThat(header(frame, "ce_streamepoch")).isEqualTo(again ? "7-2" : "7");
      assertThat(header(frame, "ce_sequence")).isEqualTo("" + i % FRAMES);
      assertThat(header(frame, "ce_ptsns")).isEqualTo("" + i % FRAMES * 100_000_000L);
      assertThat(TestVideo.shows(decode(frame), i % FRAMES)).isTrue();
      // What the camera shows at once has lasted a second by its own clock, and is over.
      assertThat(Instant.parse(header(frame, "ce_time"))).isBetween(before.minusSeconds(1), after);
    }
    assertThat(time(sent.get(FRAMES))).isAfter(time(sent.get(0)));
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> frame) {
    return Instant.parse(header(frame, "ce_time"));
  }

  @Test
  void theWaitsForACameraThatIsAwayGrowAndBeginAnewOnceItWasBack() throws Exception {
    Attempts attempts = new Attempts();
    try (RtspCamera camera = new RtspCamera(FRAMES);
        FrameProducer producer = producer("waits")) {
      FramePump pump = new FramePump(producer, last -> {}, () -> false, 3 * FRAMES);
      LiveCapture.Opener opener =
          () -> {
            if (attempts.failures-- > 0) {
              throw new IOException("nobody is there");
            }
            return open(camera);
          };
      attempts.failures = 7;
      new LiveCapture(new LiveCapture.Identity("gate", null, null), opener, pump, attempts)
          .run(open(camera));
    }
    assertThat(attempts.waits)
        .isEqualTo(Stream.of(1, 2, 4, 8, 16, 30, 30, 30, 1).map(Duration::ofSeconds).toList());
    assertThat(attempts.notes).hasSize(4);
    assertThat(attempts.notes.get(0))
        .startsWith("gate: ")
        .contains("reopening it until it comes back");
    assertThat(attempts.notes.get(1)).startsWith("gate: back after ").contains("stream epoch ");
  }

  /** Waits for nothing and remembers for how long it should have. */
  private static final class Attempts implements CaptureControl {
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int failures;

    @Override
    public boolean stopped() {
      return false;
    }

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public void await(Duration time) {
      waits.add(time);
    }
  }

  @Test
  void aStreamWithoutASinglePictureIsAnError() throws Exception {
    try (RtspCamera camera = new RtspCamera(1);
        FrameProducer producer = producer("deaf")) {
      VideoSource ended = open(camera);
      ended.next();
      FramePump pump = new FramePump(producer, last -> {}, () -> false, FRAMES);
      LiveCapture capture =
          new LiveCapture(
              new LiveCapture.Identity("gate", null, null),
              () -> open(camera),
              pump,
              new Attempts());
      assertThatThrownBy(() -> capture.run(ended))
          .isInstanceOf(IOException.class)
          .hasMessage("the camera ended the stream");
    }
  }

  private static FrameProducer producer(String topic) {
    return new FrameProducer(
        Map.of("bootstrap.servers", broker.bootstrapServers()), topic, Camera.startingNow("gate"));
  }

  private static VideoSource open(RtspCamera camera) throws IOException {
    return VideoSource.open(camera.address(), 0, rate -> FrameEncoder.jpeg(90));
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Awaitility.await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
              });
    }
    assertThat(records).hasSize(count);
    return records;
  }

  private static Image decode(ConsumerRecord<byte[], byte[]> frame) throws Exception {
    List<Image> images = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(frame.value(), null, (image, index, pts) -> images.add(image));
    }
    return images.get(0);
  }

  private static String header(ConsumerRecord<byte[], byte[]> frame, String name) {
    return new String(frame.headers().lastHeader(name).value(), UTF_8);
  }
}
