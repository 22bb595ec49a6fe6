package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;

/**
 * The page over HTTP. Files, pictures and lists are answered by a few threads; each browser that
 * listens has one of its own.
 */
public final class WebServer implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final String MOST_CONNECTIONS = "256";

  private final HttpServer server;
  private final RequestThreads threads;
  private final EventStream stream;

  /**
   * Starts to serve.
   *
   * @param endpoint where it listens, and to whom
   * @param page what it serves
   * @throws IOException a sentence if the address cannot be used
   */
  public WebServer(Endpoint endpoint, Page page) throws IOException {
    // The JDK's server reads its limits once, from here; a user's own setting wins.
    if (System.getProperty("jdk.httpserver.maxConnections") == null) {
      System.setProperty("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    }
    Map<String, Asset> assets = Asset.all();
    this.server = bind(endpoint.address());
    this.threads = new RequestThreads(endpoint.patience().toMillis());
    String instance = Access.newToken();
    this.stream =
        new EventStream(page.state(), page.audience(), new Messages(page.state(), instance));
    Routes routes = new Routes(page, stream, assets);
    server.createContext("/", new Gate(endpoint.access(), assets, routes));
    server.setExecutor(threads);
    server.start();
  }

  private static HttpServer bind(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(
          "the address %s is not known; give --bind an address of this machine"
              .formatted(address.getHostString()));
    }
    try {
      return HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
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

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** How many browsers listen. */
  int viewers() {
    return stream.size();
  }

  /** The address to type into a browser. */
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
    stream.close();
    server.stop(0);
    threads.close();
  }
}
