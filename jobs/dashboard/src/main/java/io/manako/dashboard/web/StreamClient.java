package io.manako.dashboard.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * One browser that listens, on the thread of its request. It has a short queue of its own; if it
 * does not read, the queue fills, and it is dropped. Nobody else waits for it.
 */
final class StreamClient {
  private static final int MOST_QUEUED = 24;

  private final HttpExchange exchange;
  private final Consumer<StreamClient> onEnd;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
  private final Thread thread = Thread.currentThread();
  private boolean over;

  /**
   * @param exchange whose headers are not sent yet
   * @param onEnd told once it is gone
   */
  StreamClient(HttpExchange exchange, Consumer<StreamClient> onEnd) {
    this.exchange = exchange;
    this.onEnd = onEnd;
  }

  /** Queues what the browser has to know first. */
  void begin(List<byte[]> first) {
    queue.addAll(first);
  }

  /** Queues a message; a full queue drops the client. */
  void offer(byte[] message) {
    if (!queue.offer(message)) {
      drop();
    }
  }

  /** Ends it, also in the middle of a write that its client does not take. */
  synchronized void drop() {
    if (!over) {
      thread.interrupt();
    }
  }

  /** Sends until the browser leaves or is dropped. */
  void send() {
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      // nginx would otherwise keep events back until it has some kilobytes of them.
      exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (!Thread.currentThread().isInterrupted()) {
        out.write(queue.take());
        out.flush();
      }
    } catch (IOException e) {
      // The browser has gone, as browsers do.
    } catch (InterruptedException e) {
      // It is dropped; the thread itself goes on to others.
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
