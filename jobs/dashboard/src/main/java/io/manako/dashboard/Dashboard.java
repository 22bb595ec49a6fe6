package io.manako.dashboard;

import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.feed.LiveFeed;
import io.manako.dashboard.state.LiveState;
import io.manako.dashboard.web.Page;
import io.manako.dashboard.web.WebServer;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Live page of all cameras. The page reads topics like any other reader and joins no consumer
 * group, so it can be started, stopped and run twice beside any job.
 */
public final class Dashboard implements AutoCloseable {
  private final LiveFeed feed;
  private final WebServer server;

  private Dashboard(LiveFeed feed, WebServer server) {
    this.feed = feed;
    this.server = server;
  }

  /**
   * Starts the page.
   *
   * @param options topics, cameras and address
   * @throws IOException with a sentence, if no broker answers or the address cannot be used
   */
  public static Dashboard start(DashboardOptions options) throws IOException {
    options.kafka().requireBroker();
    LongSupplier clock = System::currentTimeMillis;
    LiveState state = new LiveState(clock, options.scenes(), options.leftOut());
    Audience audience = new Audience(clock);
    LiveFeed feed = new LiveFeed(options.kafka(), state, audience);
    try {
      Page page = new Page(state, audience, feed::isHealthy);
      return new Dashboard(feed, new WebServer(options.endpoint(), page));
    } catch (IOException | RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  /** Address to type into a browser. */
  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
    feed.close();
  }
}
