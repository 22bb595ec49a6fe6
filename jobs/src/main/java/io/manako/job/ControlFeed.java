package io.manako.job;

import io.manako.operator.swap.ChangeFeed;
import io.manako.operator.swap.ModelChange;
import io.manako.wire.ControlDeserializer;
import io.manako.wire.ModelOffers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of models from the control topic, read from its beginning by each subtask. Records about
 * something else, and those that break their contract, are left to {@link ControlStream}.
 *
 * @param kafka settings of the client
 * @param topic to read
 * @param offers models that records may name
 * @param patience how long reading to the present end may take
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
      List<ModelChange> known = new ArrayList<>();
      tail.readToEnd(patience, record -> pass(record, known::add));
      Reading reading = new Reading(tail, List.copyOf(known), listener);
      reading.start();
      return reading;
    } catch (RuntimeException e) {
      tail.close();
      throw e;
    }
  }

  private void pass(ConsumerRecord<byte[], byte[]> record, Consumer<ModelChange> to) {
    ModelChange change = new ControlDeserializer(Set.of(), offers).read(record).model();
    if (change != null) {
      to.accept(change);
    }
  }

  /** Reads on, on a thread of its own. */
  private final class Reading implements Subscription, Runnable {
    private final TopicTail tail;
    private final List<ModelChange> known;
    private final Listener listener;
    private final Thread thread;

    Reading(TopicTail tail, List<ModelChange> known, Listener listener) {
      this.tail = tail;
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
          tail.poll(POLL, record -> pass(record, listener::changed));
        }
      } catch (WakeupException e) {
        LOG.debug("The task has ended and listens no more");
      } catch (RuntimeException e) {
        listener.failed(
            new IllegalStateException(
                "Kafka's topic %s cannot be read any more: %s".formatted(topic, e.getMessage()),
                e));
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
