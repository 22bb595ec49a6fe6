package io.manako.dashboard.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connection of one client. Each step has a deadline, after which {@link Connections} closes the
 * channel, which also ends a thread's wait for it; so a slow client costs other clients no more
 * than that time.
 */
final class Connection implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** Time from the first moment, or from a request's first byte, to the head's end. */
  private static final Duration HEAD = Duration.ofSeconds(2);

  /** Step of a connection. */
  enum Step {
    /** Wait for a request or its rest; the connection may be closed to make room. */
    ASKING,
    /** Wait for a client that takes its answer. */
    ANSWERING,
    /** Stream of events for as long as the client takes them. */
    STREAMING
  }

  /** Step and its times. */
  private record Phase(Step step, long since, long deadline) {}

  private final SocketChannel channel;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final OutputStream out;
  private final HttpHandler handler;
  private final Duration patience;
  private volatile Phase phase;

  /**
   * Creates a connection.
   *
   * @param channel a channel in blocking mode
   * @param handler handler of the requests
   * @param patience time for a client that takes its answer or has no request
   */
  Connection(SocketChannel channel, HttpHandler handler, Duration patience) throws IOException {
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.getRemoteAddress();
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.out = Channels.newOutputStream(channel);
    this.handler = handler;
    this.patience = patience;
    enter(Step.ASKING, head());
  }

  private Duration head() {
    return patience.compareTo(HEAD) < 0 ? patience : HEAD;
  }

  private void enter(Step step, Duration most) {
    long now = System.nanoTime();
    phase = new Phase(step, now, now + most.toNanos());
  }

  @Override
  public void run() {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
    boolean more = true;
    try {
      while (more) {
        more = serve(in);
      }
    } catch (IOException e) {
      LOG.debug("A client of the page has left, or was too slow", e);
    } catch (RuntimeException e) {
      LOG.error("A request to the page has failed", e);
    } finally {
      close();
    }
  }

  /**
   * Answers one request.
   *
   * @return whether another may follow
   */
  private boolean serve(InputStream in) throws IOException {
    RequestHead head;
    try {
      head = RequestHead.read(in);
    } catch (RequestHead.Malformed e) {
      refuse(e);
      linger(in);
      return false;
    }
    enter(Step.ANSWERING, patience);
    Answering answering = new Answering(this, head, head.hasBody() || !head.keepsAlive());
    handler.handle(answering);
    if (answering.isLast()) {
      linger(in);
      return false;
    }
    enter(Step.ASKING, patience);
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    enter(Step.ASKING, head());
    return true;
  }

  private void refuse(RequestHead.Malformed problem) throws IOException {
    enter(Step.ANSWERING, patience);
    RequestHead none = new RequestHead("GET", URI.create("/"), "HTTP/1.1", new Headers());
    Answering answering = new Answering(this, none, true);
    Reply.guard(answering.getResponseHeaders());
    Reply.say(answering, HttpURLConnection.HTTP_BAD_REQUEST, String.valueOf(problem.getMessage()));
  }

  /** Reads the rest of a request: a connection that is closed before would lose its last answer. */
  private void linger(InputStream in) throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    enter(Step.ASKING, head());
    channel.shutdownOutput();
    byte[] unread = new byte[4096];
    while (in.read(unread) >= 0) {
      // The rest is discarded.
    }
  }

  /** Starts an answer without an end. */
  void streams() {
    phase = new Phase(Step.STREAMING, System.nanoTime(), Long.MAX_VALUE);
  }

  OutputStream out() {
    return out;
  }

  InetSocketAddress remote() {
    return remote;
  }

  InetSocketAddress local() {
    return local;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Whether the current step has exceeded its deadline. */
  boolean isLate(long now) {
    Phase present = phase;
    return present.step() != Step.STREAMING && now - present.deadline() > 0;
  }

  /**
   * Returns the time in ns for which the connection has kept others waiting, or a negative number
   * if it must stay. For slow answers, this time begins where a head would be late.
   */
  long idleNanos(long now) {
    Phase present = phase;
    long waited = now - present.since();
    return switch (present.step()) {
      case ASKING -> waited;
      case ANSWERING -> waited - head().toNanos();
      case STREAMING -> -1;
    };
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("A connection could not be closed", e);
    }
  }
}
