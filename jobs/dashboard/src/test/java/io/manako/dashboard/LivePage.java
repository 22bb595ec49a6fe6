package io.manako.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.dashboard.feed.KafkaReaders;
import io.manako.dashboard.feed.TopicNames;
import io.manako.dashboard.web.Access;
import io.manako.dashboard.web.Endpoint;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.Zone;
import java.awt.Color;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, cameras, a job that has answered, and the page. One partition a topic. */
public final class LivePage implements AutoCloseable {
  public static final Scene SCENE =
      new Scene(
          List.of(
              new Zone(
                  "door", List.of(new Point(0.5, 0.5), new Point(0.9, 0.5), new Point(0.9, 0.9)))),
          List.of(new Line("gate", new Point(0.5, 1), new Point(0.5, 0))));

  private static final TopicNames TOPICS = TopicNames.STANDARD;

  private final EmbeddedKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private Dashboard page;

  private LivePage(EmbeddedKafka kafka, Access access) throws IOException {
    this.kafka = kafka;
    kafka.createTopics(
        1,
        TOPICS.frames(),
        TOPICS.detections(),
        TOPICS.segmentations(),
        TOPICS.tracks(),
        TOPICS.events(),
        TOPICS.deadLetters());
    this.producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    this.page = start(0, access);
  }

  public static LivePage start(Access access) throws IOException {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    try {
      return new LivePage(kafka, access);
    } catch (IOException | RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  private Dashboard start(int port, Access access) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return Dashboard.start(
        new DashboardOptions(
            new KafkaReaders(client(), TOPICS),
            Map.of("cam-1", SCENE),
            Set.of(),
            new Endpoint(address, access)));
  }

  public Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public String url() {
    return page.url();
  }

  public void stopPage() {
    page.close();
  }

  /** A new page where the old one was. */
  public void restartPage() throws IOException {
    int port = Integer.parseInt(page.url().replaceFirst(".*:", ""));
    page.close();
    page = start(port, Access.loopback());
  }

  /** One frame goes all the way; returns its id. */
  public String frame(String camera, Color ground) {
    return frame(camera, SampleRecords.jpeg(ground));
  }

  /** One frame of any bytes goes all the way; returns its id. */
  public String frame(String camera, byte[] picture) {
    long offset = send(TOPICS.frames(), camera, picture);
    long now = System.currentTimeMillis();
    result(camera, SampleRecords.detections(camera, offset, now));
    send(TOPICS.tracks(), camera, SampleRecords.tracks(camera, offset, now));
    return SampleRecords.frameId(camera, offset);
  }

  /** One frame with a person who is carried from an earlier frame. */
  public void carriedFrame(String camera, Color ground) {
    long offset = send(TOPICS.frames(), camera, SampleRecords.jpeg(ground));
    byte[] record = SampleRecords.carried(camera, offset, System.currentTimeMillis());
    send(TOPICS.tracks(), camera, record);
  }

  /** One frame with a person of a low score, who is in no track. */
  public void untrackedFrame(String camera, byte[] picture) {
    long offset = send(TOPICS.frames(), camera, picture);
    send(
        TOPICS.tracks(),
        camera,
        SampleRecords.untracked(camera, offset, System.currentTimeMillis()));
  }

  /** One frame that is segmented. */
  public void segmentedFrame(String camera, Color ground) {
    long offset = send(TOPICS.frames(), camera, SampleRecords.jpeg(ground));
    long now = System.currentTimeMillis();
    send(TOPICS.segmentations(), camera, SampleRecords.segmentation(camera, offset, now));
  }

  /** Any bytes as a detections record. */
  public void result(String camera, byte[] json) {
    send(TOPICS.detections(), camera, json);
  }

  /** Somebody enters a zone, and the number of people there changes. */
  public void events(String camera) {
    long now = System.currentTimeMillis();
    send(TOPICS.events(), camera, SampleRecords.event(camera, 1, now));
    send(TOPICS.events(), camera, SampleRecords.occupancy(camera, 1, now));
  }

  public void deadLetter(String camera, byte[] value, String reason) {
    ProducerRecord<byte[], byte[]> letter = record(TOPICS.deadLetters(), camera, value);
    letter.headers().add("vf-stage", "decode".getBytes(UTF_8));
    letter.headers().add("vf-reason", reason.getBytes(UTF_8));
    letter.headers().add("vf-source", "video.frames/0/1".getBytes(UTF_8));
    send(letter);
  }

  /** Any record; returns its offset. */
  public long send(String topic, String camera, byte[] value) {
    return send(record(topic, camera, value));
  }

  private long send(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get().offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String camera, byte[] value) {
    return new ProducerRecord<>(topic, camera.getBytes(UTF_8), value);
  }

  @Override
  public void close() {
    page.close();
    producer.close();
    kafka.close();
  }
}
