package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameTracer;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flink ends the TaskManager if an exception leaves the closing of a task that has failed. */
@Timeout(600)
class FailingCloseTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final AtomicInteger PIPELINES = new AtomicInteger();
  private static final AtomicInteger TRACERS = new AtomicInteger();

  private static EmbeddedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** The writers' closes throw because somebody else has taken their transactions over. */
  @Test
  void aTaskWhoseClosesAllThrowRestartsInItsTaskManager() throws Exception {
    RigTopics topics = new RigTopics(broker, "closes", 1);
    JobOptions options = topics.options(Map.of("source.bounded", "false", "job.parallelism", "1"));
    InferenceOperatorFactory inference =
        new InferenceOperatorFactory(options.inference(), BadlyClosed::new);
    inference.traceWith(BadTracer::new);
    RigJob job = RigJob.start(options, inference);
    try {
      topics.produce(frames(topics, 0, 20));
      await().atMost(PATIENCE).until(() -> topics.results(topics.detections).size() >= 10);

      int next = fenceUntilRestarted(topics, job);
      topics.produce(frames(topics, next, next + 5));

      // Whoever takes a transaction over ends it, so some frames of the meantime may be lost.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(topics.results(topics.detections))
                      .extracting(ResultRecord::sequence)
                      .contains(next + 4L)
                      .doesNotHaveDuplicates());
      assertThat(PIPELINES).hasPositiveValue();
      assertThat(TRACERS).hasPositiveValue();
    } finally {
      job.cancel();
    }
  }

  /** Frames keep coming, as a writer learns that it is fenced only when it writes. */
  private static int fenceUntilRestarted(RigTopics topics, RigJob job) {
    AtomicInteger sequence = new AtomicInteger(20);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.servers()))) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                topics.produce(frames(topics, sequence.get(), sequence.incrementAndGet()));
                admin.fenceProducers(ids(admin, topics.frames)).all().get();
                return job.restarts() > 0;
              });
    }
    return sequence.get();
  }

  private static List<String> ids(Admin admin, String prefix) throws Exception {
    return admin.listTransactions().all().get().stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics, int from, int to)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = from; sequence < to; sequence++) {
      records.add(topics.frame("cam-0", sequence, SquareScene.jpeg(0, sequence)));
    }
    return records;
  }

  private static final class BadlyClosed extends ForwardingPipeline {
    BadlyClosed(InferenceOptions options) {
      super(new SquarePipeline(options));
    }

    @Override
    public void close() {
      PIPELINES.incrementAndGet();
      super.close();
      throw new IllegalStateException("the pipeline cannot be closed");
    }
  }

  private static final class BadTracer implements FrameTracer {
    @Override
    public void ended(FrameResult result) {}

    @Override
    public void close() {
      TRACERS.incrementAndGet();
      throw new UnsatisfiedLinkError("the tracer cannot be closed");
    }
  }
}
