package io.manako.chaos.load;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.testkit.job.RigTopics;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends a round of shots again and again at a rate, and counts the results. The feed stays at most
 * {@value #AHEAD} results ahead of the job, so that a slow machine slows it and fills no disk.
 */
final class SoakFeed implements AutoCloseable {
  private static final int AHEAD = 400;

  private final List<Shot> round;
  private final long nanosBetween;
  private final FrameSender sender;
  private final CommittedReader results;
  private final CommittedReader letters;
  private final Thread thread;
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong lettered = new AtomicLong();
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * Starts to send.
   *
   * @param rate results per second that the shots ask for
   */
  SoakFeed(EmbeddedKafka broker, RigTopics topics, List<Shot> round, double rate) {
    this.round = round;
    this.nanosBetween = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
    this.sender = new FrameSender(broker, topics.frames);
    this.results =
        new CommittedReader(broker, topics.detections, record -> answered.incrementAndGet());
    this.letters =
        new CommittedReader(broker, topics.deadLetters, record -> lettered.incrementAndGet());
    this.thread = new Thread(this::send, "soak feed");
    thread.setDaemon(true);
    thread.start();
  }

  private void send() {
    long due = System.nanoTime();
    try {
      for (int n = 0; !stopped; n++) {
        Shot shot = round.get(n % round.size());
        while (!stopped && expected.get() - answered.get() > AHEAD) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        sender.send(shot.camera(), shot.bytes(), shot.contentType());
        expected.addAndGet(shot.results());
        refused.addAndGet(shot.refused() ? 1 : 0);
        due = Math.max(due + shot.results() * nanosBetween, System.nanoTime() - nanosBetween);
        LockSupport.parkNanos(due - System.nanoTime());
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Returns the number of results that were read. */
  long answered() {
    return answered.get();
  }

  /** Returns the number of results that the shots ask for. */
  long expected() {
    return expected.get();
  }

  /** Returns the number of shots that must be refused. */
  long refused() {
    return refused.get();
  }

  /** Returns the number of dead letters that were read. */
  long lettered() {
    return lettered.get();
  }

  /** Stops sending, and waits until all results are there or none has arrived for a while. */
  void finish(long patienceMillis) throws InterruptedException {
    stopped = true;
    thread.join();
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    long before = -1;
    while (answered.get() + lettered.get() > before
        && (answered.get() < expected.get() || lettered.get() < refused.get())) {
      before = answered.get() + lettered.get();
      TimeUnit.MILLISECONDS.sleep(patienceMillis);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    sender.close();
    results.close();
    letters.close();
  }
}
