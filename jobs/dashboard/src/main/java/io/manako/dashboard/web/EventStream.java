package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpExchange;
import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.LiveState;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the state to all browsers: new frames four times a second, figures once, charts every two
 * seconds, dead letters and events when there are any. Each message is built once for all.
 */
final class EventStream implements AutoCloseable {
  /** Greatest number of browsers at the same time. */
  static final int MOST_CLIENTS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final long TICK_MILLIS = 250;
  private static final int TICKS_PER_FIGURES = 4;
  private static final int TICKS_PER_SERIES = 8;

  private final LiveState state;
  private final Audience audience;
  private final Messages messages;
  private final Set<StreamClient> clients = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Connections.daemon(task, "dashboard-push"));
  private final ScheduledFuture<?> ticking;
  private long ticks;
  private long sentFrames;
  private long sentNews;
  private long sentScenes;

  EventStream(LiveState state, Audience audience, Messages messages) {
    this.state = state;
    this.audience = audience;
    this.messages = messages;
    this.ticking =
        timer.scheduleAtFixedRate(
            this::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Serves a browser until it leaves, or refuses it if there are too many. */
  void join(HttpExchange exchange) throws IOException {
    StreamClient client = new StreamClient(exchange, this::leave);
    if (tryJoin(client)) {
      client.send();
    } else {
      exchange.getResponseHeaders().set("Retry-After", "10");
      Reply.say(
          exchange,
          HttpURLConnection.HTTP_UNAVAILABLE,
          "The page has " + MOST_CLIENTS + " viewers already; try again later.");
    }
  }

  private synchronized boolean tryJoin(StreamClient client) {
    if (clients.size() >= MOST_CLIENTS) {
      return false;
    }
    clients.add(client);
    audience.viewers(clients.size());
    client.begin(messages.all());
    return true;
  }

  private synchronized void leave(StreamClient client) {
    clients.remove(client);
    audience.viewers(clients.size());
  }

  /** Number of connected browsers. */
  synchronized int size() {
    return clients.size();
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) {
      // An exception from here would end the timer and with it the page.
      LOG.error("A message to the page's viewers could not be made", e);
    }
  }

  private synchronized void tick() {
    ticks++;
    if (clients.isEmpty()) {
      return;
    }
    tellScenes();
    long frames = state.revision();
    if (ticks % TICKS_PER_FIGURES == 0) {
      send(messages.figures(sentFrames));
      tellNews();
    } else if (frames > sentFrames) {
      send(messages.frames(sentFrames));
    }
    sentFrames = frames;
    if (ticks % TICKS_PER_SERIES == 0) {
      send(messages.series());
    }
  }

  private void tellNews() {
    long news = state.newsRevision();
    if (news > sentNews) {
      send(messages.news());
    }
    sentNews = news;
  }

  private void tellScenes() {
    long scenes = state.scenesRevision();
    if (scenes > sentScenes) {
      send(messages.scenes());
    }
    sentScenes = scenes;
  }

  private void send(byte[] message) {
    List.copyOf(clients).forEach(client -> client.offer(message));
  }

  @Override
  public void close() {
    ticking.cancel(false);
    timer.shutdownNow();
    synchronized (this) {
      clients.forEach(StreamClient::drop);
    }
  }
}
