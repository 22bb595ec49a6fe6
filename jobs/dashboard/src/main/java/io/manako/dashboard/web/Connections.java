package io.manako.dashboard.web;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Connections of all clients of the page. Their number is bounded, and so is the number from one
 * address. At the bound, the connection that has kept others waiting for longest is closed, so that
 * one more request always succeeds, including {@code /healthz}. A connection that exceeds its
 * deadline is closed in any case.
 */
final class Connections implements AutoCloseable {
  static final int MOST = 256;

  /**
   * Greatest number of connections from one address: all viewers may use one proxy, each with a
   * stream and some requests.
   */
  static final int MOST_OF_ONE_ADDRESS = 96;

  private static final long LOOK_MILLIS = 100;

  private final Set<Connection> all = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "dashboard-watch"));

  // The task of this future never ends by itself and throws nothing.
  @SuppressWarnings("FutureReturnValueIgnored")
  Connections() {
    watch.scheduleWithFixedDelay(this::closeLate, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Admits a connection if there is room or room can be made. */
  synchronized boolean admit(Connection newcomer) {
    all.removeIf(connection -> !connection.isOpen());
    InetAddress address = newcomer.remote().getAddress();
    Predicate<Connection> neighbours = c -> c.remote().getAddress().equals(address);
    boolean room =
        (all.stream().filter(neighbours).count() < MOST_OF_ONE_ADDRESS || makeRoom(neighbours))
            && (all.size() < MOST || makeRoom(any -> true));
    return room && all.add(newcomer);
  }

  private boolean makeRoom(Predicate<Connection> among) {
    long now = System.nanoTime();
    Connection longest =
        all.stream()
            .filter(among)
            .filter(connection -> connection.idleNanos(now) >= 0)
            .max(Comparator.comparingLong(connection -> connection.idleNanos(now)))
            .orElse(null);
    if (longest == null) {
      return false;
    }
    longest.close();
    return all.remove(longest);
  }

  /** Number of open connections. */
  int size() {
    all.removeIf(connection -> !connection.isOpen());
    return all.size();
  }

  private void closeLate() {
    long now = System.nanoTime();
    all.stream().filter(connection -> connection.isLate(now)).forEach(Connection::close);
    all.removeIf(connection -> !connection.isOpen());
  }

  @Override
  public void close() {
    watch.shutdownNow();
    List.copyOf(all).forEach(Connection::close);
  }
}
