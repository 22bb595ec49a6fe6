package io.manako.dashboard.web;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Where the page listens, and to whom.
 *
 * @param address to listen on; port 0 for any free one
 * @param access who may see the page
 * @param patience with a client that is slow to ask, or to take its answer
 */
public record Endpoint(InetSocketAddress address, Access access, Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** With the usual patience. */
  public Endpoint(InetSocketAddress address, Access access) {
    this(address, access, PATIENCE);
  }
}
