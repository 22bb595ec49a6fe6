package io.manako.local.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports that nobody listens on. Another program may take a port before it is used. */
public final class FreePort {
  private FreePort() {}

  /** Finds a port that is free on every address of this machine. */
  public static int any() throws IOException {
    return bind(new InetSocketAddress(0));
  }

  /**
   * Checks that a port can be listened on, or finds one.
   *
   * @param host the address to listen on
   * @param wanted the port, or 0 for any free one
   * @return the port
   * @throws IOException if the port is taken, usually a {@link java.net.BindException}
   */
  public static int on(String host, int wanted) throws IOException {
    return bind(new InetSocketAddress(host, wanted));
  }

  private static int bind(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket.getLocalPort();
    }
  }
}
