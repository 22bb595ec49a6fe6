package io.manako.dashboard.feed;

import io.manako.dashboard.state.Intake;
import io.manako.dashboard.state.LiveState;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the state up to date in two threads, because results must not wait for pictures. */
public final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long IDLE_MILLIS = 50;
  private static final long RETRY_MILLIS = 1_000;
  private static final long PATIENCE_MILLIS = 10_000;

  private final LiveState state;
  private final ResultFeed results;
  private final PictureFeed pictures;
  private final List<Thread> threads;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean healthy;

  /**
   * Starts to read.
   *
   * @param kafka brokers and topics
   * @param state the state that receives results and pictures
   * @param audience turns of the cameras
   */
  public LiveFeed(KafkaReaders kafka, LiveState state, Audience audience) {
    this.state = state;
    this.results = new ResultFeed(kafka, state);
    this.pictures = new PictureFeed(kafka, state, audience);
    this.threads =
        List.of(
            new Thread(this::followResults, "dashboard-results"),
            new Thread(this::showPictures, "dashboard-pictures"));
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Whether Kafka answered the last request. */
  public boolean isHealthy() {
    return healthy;
  }

  private void followResults() {
    try (ResultFeed feed = results) {
      repeat(
          () -> {
            boolean read = feed.turn();
            healthy = true;
            return read;
          });
    }
  }

  private void showPictures() {
    try (PictureFeed feed = pictures) {
      repeat(feed::turn);
    }
  }

  /**
   * Repeats a step after failures: a broker that is away comes back, and no other failure may end
   * the page.
   */
  private void repeat(BooleanSupplier turn) {
    while (closing.getCount() > 0) {
      try {
        if (!turn.getAsBoolean()) {
          pause(IDLE_MILLIS);
        }
      } catch (WakeupException e) {
        LOG.debug("Woken up to end");
      } catch (RuntimeException e) {
        if (e instanceof KafkaException) {
          healthy = false;
          state.intake(new Intake(-1, -1, List.of("Kafka does not answer: " + e.getMessage())));
        }
        LOG.warn("The page could not read from Kafka and tries again: {}", e.toString());
        pause(RETRY_MILLIS);
      }
    }
  }

  private void pause(long millis) {
    try {
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    results.wakeUp();
    pictures.wakeUp();
    try {
      for (Thread thread : threads) {
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
