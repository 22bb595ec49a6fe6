package io.manako.cli.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.local.terminal.CommandException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sender of one camera's frames to a topic. The key is the camera, the value the encoded bytes, and
 * the headers are in CloudEvents' binary mode. The producer is idempotent and acknowledged by all
 * replicas, so a retry neither loses, doubles nor reorders a frame. Instances are not thread-safe.
 */
public final class FrameProducer implements AutoCloseable {
  /** Size of the largest record in bytes: the job's own limit and some room for headers. */
  private static final int MAX_RECORD_BYTES = (16 << 20) + (64 << 10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private Camera camera;
  private long sequence;
  private long frames;
  private long bytes;

  /**
   * Connects.
   *
   * @param kafka client properties, at least {@code bootstrap.servers}
   * @param topic topic, which must exist
   * @param camera sender of the frames
   */
  public FrameProducer(Map<String, Object> kafka, String topic, Camera camera) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // One request in flight: a leader that is just elected refuses the first request and may accept
    // a second one in flight, after which the first one's sequence numbers never fit again.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * MAX_RECORD_BYTES);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    config.putAll(kafka);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.camera = camera;
  }

  /** Starts a new epoch; later frames are counted from 0 in it. */
  public void begin(Camera restarted) {
    camera = restarted;
    sequence = 0;
  }

  /**
   * Sends one value; waits only while the send buffer is full.
   *
   * @throws RuntimeException if an earlier send failed
   */
  public void send(EncodedFrames value) {
    rethrow();
    Instant time = camera.start().plusNanos(value.ptsNanos());
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(
            topic, null, time.toEpochMilli(), camera.id().getBytes(UTF_8), value.bytes());
    addHeaders(sent.headers(), value, time);
    sendOrKeep(sent);
    frames += value.frames();
    sequence += value.frames();
    bytes += value.bytes().length;
  }

  /**
   * Sends a record and keeps its failure. The client throws once the brokers have refused its
   * producer id, and calls back when they refuse the record: both are a failure to send.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback keeps the failure.
  private void sendOrKeep(ProducerRecord<byte[], byte[]> sent) {
    try {
      producer.send(sent, (metadata, e) -> keep(e));
    } catch (KafkaException e) {
      keep(e.getCause() instanceof AuthorizationException refusal ? refusal : e);
      rethrow();
    }
  }

  private void keep(@Nullable Exception e) {
    if (e != null) {
      failure.compareAndSet(null, e);
    }
  }

  private void addHeaders(Headers headers, EncodedFrames value, Instant time) {
    String id = String.format(Locale.ROOT, "%s/%s/%06d", camera.id(), camera.epoch(), sequence);
    add(headers, "content-type", value.contentType());
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_type", "io.manako.frame");
    add(headers, "ce_source", "/cameras/" + camera.id());
    add(headers, "ce_id", id);
    add(headers, "ce_time", time.toString());
    add(headers, "ce_sequence", Long.toString(sequence));
    add(headers, "ce_streamepoch", camera.epoch());
    add(headers, "ce_ptsns", Long.toString(value.ptsNanos()));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  /** Returns the frames sent so far, of all epochs. */
  public long frames() {
    return frames;
  }

  /** Returns the encoded bytes sent so far. */
  public long bytes() {
    return bytes;
  }

  /**
   * Waits until the brokers have everything.
   *
   * @throws RuntimeException if a send failed
   */
  public void flush() {
    producer.flush();
    rethrow();
  }

  private void rethrow() {
    Exception e = failure.get();
    if (e instanceof AuthorizationException) {
      throw new CommandException(
          "Kafka does not allow this client to write to topic %s. docs/SECURITY.md lists the rights that are needed."
              .formatted(topic),
          e);
    }
    if (e != null) {
      throw new KafkaException("a frame could not be sent to topic " + topic, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
