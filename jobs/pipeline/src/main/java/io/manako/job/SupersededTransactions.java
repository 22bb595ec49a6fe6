package io.manako.job;

import io.manako.operator.TaskEnd;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts transactions that would otherwise stay open (FLINK-40626). With pooled names a task that
 * failed has used the name of a committed transaction again. The restored task finds the name among
 * those to be committed, so its writer does not abort it; its committer is refused, because the
 * open transaction is a later one. Readers of committed records would wait for it until the name is
 * used once more, and at a job's end or after it was scaled down until the broker times it out.
 */
final class SupersededTransactions implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(SupersededTransactions.class);

  private final Properties producer;

  /**
   * Aborts transactions of one sink.
   *
   * @param producer settings of the sink's producers
   */
  SupersededTransactions(Properties producer) {
    this.producer = producer;
  }

  /**
   * Wraps a committer, and aborts the open transaction under the name of a restored one that it
   * could not commit. Committers are restored before writers, so no writer uses the name by then.
   */
  Committer<KafkaCommittable> abortedBy(Committer<KafkaCommittable> committer) {
    return new AbortingCommitter(committer);
  }

  private void abort(String name) {
    LOG.info(
        "Aborting the open transaction {}: the restored transaction of this name has" + " ended",
        name);
    Properties properties = new Properties();
    properties.putAll(producer);
    properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> successor = new KafkaProducer<>(properties, bytes, bytes)) {
      successor.initTransactions();
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn(
          "The open transaction {} cannot be aborted and holds readers of committed records back"
              + " until the broker times it out after transaction.timeout.ms: {}",
          name,
          e.getMessage());
    }
  }

  private final class AbortingCommitter implements Committer<KafkaCommittable> {
    private final Committer<KafkaCommittable> committer;

    AbortingCommitter(Committer<KafkaCommittable> committer) {
      this.committer = committer;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
        throws IOException, InterruptedException {
      List<String> over = new ArrayList<>();
      committer.commit(
          requests.stream()
              .<CommitRequest<KafkaCommittable>>map(request -> new Watched(request, over))
              .toList());
      over.forEach(SupersededTransactions.this::abort);
    }

    @Override
    public void close() {
      TaskEnd.close(committer);
    }
  }

  /**
   * Request that notes transactions of a failed attempt, whose commit is refused because their
   * producer is gone.
   */
  private record Watched(CommitRequest<KafkaCommittable> request, List<String> over)
      implements CommitRequest<KafkaCommittable> {
    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      KafkaCommittable committable = request.getCommittable();
      if (committable.getProducer().isEmpty()) {
        over.add(committable.getTransactionalId());
      }
      request.signalFailedWithKnownReason(reason);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
