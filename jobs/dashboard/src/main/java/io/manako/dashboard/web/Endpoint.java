package io.manako.dashboard.web;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Address of the page and access to it.
 *
 * @param address address to listen on; port 0 for any free one
 * @param access rule for viewers
 * @param patience time for a client that sends its request or takes its answer
 */
public record Endpoint(InetSocketAddress address, Access access, Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Creates an endpoint with the default patience. */
  public Endpoint(InetSocketAddress address, Access access) {
    this(address, access, PATIENCE);
  }
}
