package io.manako.chaos.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.chaos.check.FrameLedger;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Cameras that send frames at a steady pace until they are closed, and never give up a frame: their
 * producer is idempotent and waits as long as a broker is down.
 */
final class FrameFeed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** Number of pictures, which repeat as the square's places do. */
  private static final int PICTURES = 16;

  private final RigTopics topics;
  private final Pace pace;
  private final List<String> names;
  private final List<byte[]> pictures = new ArrayList<>();
  private final FrameLedger ledger = new FrameLedger();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private volatile int next;
  private volatile boolean stopped;
  private volatile @Nullable Exception failure;

  /**
   * Pace of the cameras.
   *
   * @param cameras cameras that take turns
   * @param partitions partitions among which they are spread
   * @param rate frames per second of all together
   */
  record Pace(int cameras, int partitions, int rate) {}

  FrameFeed(RigTopics topics, Pace pace) throws IOException {
    this.topics = topics;
    this.pace = pace;
    this.names = names(pace);
    for (int n = 0; n < PICTURES; n++) {
      pictures.add(SquareScene.jpeg(0, n));
    }
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                topics.servers(),
                "linger.ms",
                0,
                "max.block.ms",
                PATIENCE.toMillis(),
                "delivery.timeout.ms",
                (int) PATIENCE.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = new Thread(this::run, "frame feed");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns names that Kafka spreads evenly, so that no task of the job is idle. */
  private static List<String> names(Pace pace) {
    List<String> names = new ArrayList<>();
    for (int n = 0; names.size() < pace.cameras(); n++) {
      String name = "cam-" + n;
      int partition = BuiltInPartitioner.partitionForKey(name.getBytes(UTF_8), pace.partitions());
      if (partition == names.size() % pace.partitions()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Returns the number of cameras. */
  int cameras() {
    return pace.cameras();
  }

  /** Returns the sequence from which on every camera's frames have not been sent yet. */
  int mark() {
    return next / pace.cameras() + 1;
  }

  /** Returns the number of frames that were sent so far. */
  int sent() {
    return next;
  }

  // Any failure of the feed must reach the thread that waits for it.
  private void run() {
    try {
      send();
    } catch (ExecutionException | RuntimeException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
    }
  }

  private void send() throws ExecutionException, InterruptedException {
    Deque<Future<?>> unconfirmed = new ArrayDeque<>();
    long start = System.nanoTime();
    for (int n = 0; !stopped; n++) {
      String camera = names.get(n % pace.cameras());
      int sequence = n / pace.cameras();
      ledger.sent(camera, sequence);
      unconfirmed.add(
          producer.send(now(topics.frame(camera, sequence, pictures.get(sequence % PICTURES)))));
      next = n + 1;
      while (!unconfirmed.isEmpty() && unconfirmed.peek().isDone()) {
        unconfirmed.remove().get();
      }
      long due = start + (n + 1) * 1_000_000_000L / pace.rate();
      LockSupport.parkNanos(due - System.nanoTime());
    }
    for (Future<?> each : unconfirmed) {
      each.get();
    }
  }

  /**
   * Returns the same frame, captured now. A broker that was killed forgets producers by the time of
   * their records, and with old ones accepts again what it has.
   */
  private static ProducerRecord<byte[], byte[]> now(ProducerRecord<byte[], byte[]> frame) {
    return new ProducerRecord<>(
        frame.topic(),
        frame.partition(),
        System.currentTimeMillis(),
        frame.key(),
        frame.value(),
        frame.headers());
  }

  /**
   * Stops sending and waits until the broker has every frame.
   *
   * @return frames that were sent
   */
  FrameLedger stop() throws InterruptedException {
    stopped = true;
    thread.join(PATIENCE.toMillis());
    Exception cause = failure;
    if (cause != null || thread.isAlive()) {
      throw new IllegalStateException("the frames could not be sent", cause);
    }
    return ledger;
  }

  @Override
  public void close() {
    stopped = true;
    producer.close(Duration.ZERO);
  }
}
