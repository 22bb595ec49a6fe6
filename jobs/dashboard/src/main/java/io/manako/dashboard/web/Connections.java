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
 * All clients of the page. There is room for so many, and for so many of one address; where it is
 * full, who has kept others waiting for longest goes, so that one more request always comes
 * through, {@code /healthz} among them. Who is too slow goes anyhow.
 */
final class Connections implements AutoCloseable {
  static final int MOST = 256;

  /** All viewers may come through one proxy, each with a stream and some requests. */
  static final int MOST_OF_ONE_ADDRESS = 96;

  private static final long LOOK_MILLIS = 100;

  private final Set<Connection> all = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "dashboard-watch"));

  // The future is of a task that never ends by itself and throws nothing.
  @SuppressWarnings("FutureReturnValueIgnored")
  Connections() {
    watch.scheduleWithFixedDelay(this::closeLate, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes one in if there is room or can be made. */
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

  /** Those that are open. */
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
