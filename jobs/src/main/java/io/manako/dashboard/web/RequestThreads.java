package io.manako.dashboard.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for requests. A client that sends its request, or takes its answer, for longer than
 * the patience loses its connection: the interrupt closes the channel in which its thread waits.
 */
final class RequestThreads implements Executor, AutoCloseable {
  private static final int THREADS = 8;
  private static final long LOOK_MILLIS = 500;

  private final long patienceNanos;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, task -> daemon(task, "dashboard-request"));
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "dashboard-watch"));
  private final ScheduledFuture<?> looking;
  private final Map<Thread, Long> busySince = new ConcurrentHashMap<>();

  RequestThreads(long patienceMillis) {
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    this.looking =
        watch.scheduleWithFixedDelay(
            this::interruptStuck, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(
        () -> {
          Thread me = Thread.currentThread();
          busySince.put(me, System.nanoTime());
          try {
            task.run();
          } finally {
            busySince.remove(me);
          }
        });
  }

  private void interruptStuck() {
    long now = System.nanoTime();
    busySince.forEach(
        (thread, since) -> {
          if (now - since > patienceNanos) {
            thread.interrupt();
          }
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    looking.cancel(false);
    watch.shutdownNow();
  }
}
