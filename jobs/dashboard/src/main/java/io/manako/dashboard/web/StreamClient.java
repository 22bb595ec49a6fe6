package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Browser that receives the stream, on the thread of its request. Each client has a short queue. If
 * the browser does not read, the queue fills, and the client is dropped; no other client waits for
 * it.
 */
final class StreamClient {
  private static final int MOST_QUEUED = 24;

  private final HttpExchange exchange;
  private final Consumer<StreamClient> onEnd;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
  private final Thread thread = Thread.currentThread();
  private boolean over;

  /**
   * Creates a client.
   *
   * @param exchange exchange whose headers are not sent yet
   * @param onEnd listener for the end of the client
   */
  StreamClient(HttpExchange exchange, Consumer<StreamClient> onEnd) {
    this.exchange = exchange;
    this.onEnd = onEnd;
  }

  /** Queues the first messages for the browser. */
  void begin(List<byte[]> first) {
    queue.addAll(first);
  }

  /** Queues a message; a full queue drops the client. */
  void offer(byte[] message) {
    if (!queue.offer(message)) {
      drop();
    }
  }

  /** Ends the client, even in the middle of a write that the browser does not take. */
  synchronized void drop() {
    if (!over) {
      thread.interrupt();
    }
  }

  /** Sends until the browser leaves or is dropped. */
  void send() {
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      // Without this header, nginx would hold back events until it has some kilobytes of them.
      exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (!Thread.currentThread().isInterrupted()) {
        out.write(queue.take());
        out.flush();
      }
    } catch (IOException e) {
      // The browser has left, which is normal.
    } catch (InterruptedException e) {
      // The client was dropped; the thread serves others next.
    } finally {
      end();
      exchange.close();
      onEnd.accept(this);
    }
  }

  private synchronized void end() {
    over = true;
    Thread.interrupted();
  }
}
