package io.manako.job;

import io.manako.operator.models.ChangeBook;
import io.manako.operator.models.ChangeFeed;
import io.manako.operator.models.ModelChange;
import io.manako.wire.ControlDeserializer;
import io.manako.wire.ModelOffers;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds changes of models from the control topic, which each subtask reads from its beginning.
 * Records of other kinds, and those that break their contract, are left to {@link ControlStream}.
 *
 * @param kafka settings of the client
 * @param topic topic to read
 * @param offers models that records may name
 * @param patience longest silence of the brokers while the topic is read to its present end
 */
record ControlFeed(Properties kafka, String topic, ModelOffers offers, Duration patience)
    implements ChangeFeed {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ControlFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  @Override
  public Subscription open(Listener listener) {
    TopicTail tail = new TopicTail(kafka, topic);
    try {
      // A book forgets what a list would keep: a topic may hold any number of changes.
      ChangeBook known = new ChangeBook();
      ControlDeserializer deserializer = new ControlDeserializer(Set.of(), offers);
      tail.readToEnd(patience, record -> pass(deserializer, record, known::add));
      List<ModelChange> changes = known.entries().stream().map(ChangeBook.Entry::change).toList();
      Reading reading = new Reading(tail, deserializer, changes, listener);
      reading.start();
      return reading;
    } catch (RuntimeException e) {
      tail.close();
      throw e;
    }
  }

  private static void pass(
      ControlDeserializer deserializer,
      ConsumerRecord<byte[], byte[]> record,
      Consumer<ModelChange> to) {
    ModelChange change = deserializer.read(record).model();
    if (change != null) {
      to.accept(change);
    }
  }

  /** Continues to read, on a thread of its own. */
  private final class Reading implements Subscription, Runnable {
    private final TopicTail tail;
    private final ControlDeserializer deserializer;
    private final List<ModelChange> known;
    private final Listener listener;
    private final Thread thread;

    Reading(
        TopicTail tail,
        ControlDeserializer deserializer,
        List<ModelChange> known,
        Listener listener) {
      this.tail = tail;
      this.deserializer = deserializer;
      this.known = known;
      this.listener = listener;
      this.thread = new Thread(this, "model changes from " + topic);
      this.thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    @Override
    public List<ModelChange> known() {
      return known;
    }

    @Override
    public void run() {
      try (tail) {
        while (true) {
          tail.poll(POLL, record -> pass(deserializer, record, listener::changed));
        }
      } catch (WakeupException e) {
        LOG.debug("The task has ended and no longer listens");
      } catch (RuntimeException e) {
        listener.failed(
            new IllegalStateException(
                "Kafka's topic %s can no longer be read: %s".formatted(topic, e.getMessage()), e));
      }
    }

    @Override
    public void close() {
      tail.wakeUp();
      try {
        thread.join(CLOSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
