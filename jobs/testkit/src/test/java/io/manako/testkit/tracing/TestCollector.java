package io.manako.testkit.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes spans over OTLP/HTTP as a collector does. */
public final class TestCollector implements AutoCloseable {
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final CountDownLatch answers;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();

  private TestCollector(int holds) throws IOException {
    answers = new CountDownLatch(holds);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::take);
    server.start();
  }

  /** One that answers at once. */
  public static TestCollector start() throws IOException {
    return new TestCollector(0);
  }

  /** One that takes requests and answers none until it is closed. */
  public static TestCollector hanging() throws IOException {
    return new TestCollector(1);
  }

  public String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Of all requests that have come. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** Where they came. */
  public List<String> paths() {
    return List.copyOf(paths);
  }

  private void take(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestURI().getPath());
    byte[] body = exchange.getRequestBody().readAllBytes();
    spans.addAll(ReceivedSpan.parse(body));
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    answers.countDown();
    server.stop(0);
    workers.shutdownNow();
  }
}
