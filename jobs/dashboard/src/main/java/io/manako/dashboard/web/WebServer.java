package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page over HTTP/1.1. Each client has a thread; {@link Connections} bounds the number of
 * clients and the time of each. The JDK's own server does not fit: it serves with few threads, lets
 * each wait for a head that never ends, and has limits only for the whole process.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final int BACKLOG = 256;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final ServerSocketChannel server;
  private final InetSocketAddress address;
  private final Connections connections = new Connections();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> Connections.daemon(task, "dashboard-request"));
  private final EventStream stream;
  private final HttpHandler handler;
  private final Duration patience;

  /**
   * Starts to serve.
   *
   * @param endpoint address and access
   * @param page parts of the page
   * @throws IOException with a sentence, if the address cannot be used
   */
  public WebServer(Endpoint endpoint, Page page) throws IOException {
    Map<String, Asset> assets = Asset.all();
    this.server = bind(endpoint.address());
    this.address = (InetSocketAddress) server.getLocalAddress();
    this.patience = endpoint.patience();
    String instance = Access.newToken();
    this.stream =
        new EventStream(page.state(), page.audience(), new Messages(page.state(), instance));
    this.handler = new Gate(endpoint.access(), assets, new Routes(page, stream, assets));
    Connections.daemon(this::accept, "dashboard-accept").start();
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(
          "the address %s is not known; give --bind an address of this machine"
              .formatted(address.getHostString()));
    }
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(address, BACKLOG);
    } catch (BindException e) {
      server.close();
      throw new IOException(
          String.format(
              Locale.ROOT,
              "port %d on %s cannot be used (%s). Stop the program that listens there or choose another port.",
              address.getPort(),
              address.getHostString(),
              e.getMessage()),
          e);
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        admit(server.accept());
      } catch (ClosedChannelException e) {
        LOG.debug("The page listens no more");
      } catch (IOException e) {
        // A process may have no file descriptor left, for instance; other users may free some.
        LOG.warn("A client of the page could not be let in: {}", e.getMessage());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    Connection connection;
    try {
      connection = new Connection(channel, handler, patience);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    if (!connections.admit(connection)) {
      connection.close();
      return;
    }
    try {
      threads.execute(connection);
    } catch (RejectedExecutionException e) {
      // The page has just been closed.
      connection.close();
    }
  }

  /** Address on which the server listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Number of connected clients. */
  int clients() {
    return connections.size();
  }

  /** Number of browsers that receive the stream. */
  int viewers() {
    return stream.size();
  }

  /** Address to type into a browser. */
  public String url() {
    InetAddress host = address().getAddress();
    String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    String literal = name.contains(":") ? "[" + name + "]" : name;
    return "http://"
        + (host.isLoopbackAddress() ? "localhost" : literal)
        + ":"
        + address().getPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("The page's port could not be closed", e);
    }
    stream.close();
    connections.close();
    threads.shutdownNow();
  }
}
