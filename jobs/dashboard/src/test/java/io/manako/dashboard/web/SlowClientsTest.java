package io.manako.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.dashboard.feed.Audience;
import io.manako.dashboard.state.LiveState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that take their time, on real sockets, before the page that asks for a token. */
@Timeout(600)
class SlowClientsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LISTEN_MILLIS = 200;

  private static final byte[] HEALTH =
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8);

  private final List<Socket> open = new ArrayList<>();
  private WebServer server;

  /** What a client does, again and again, after its first bytes. */
  enum Slowness {
    SAYS_NOTHING("", ""),
    STOPS_IN_THE_FIRST_LINE("GET / HT", ""),
    STOPS_BEHIND_A_HEADER("GET / HTTP/1.1\r\nHost: localhost\r\n", ""),
    TRICKLES_A_HEADER("GET / HTTP/1.1\r\nX: ", "x"),
    TRICKLES_HEADERS("GET / HTTP/1.1\r\n", "X: y\r\n"),
    TRICKLES_A_BODY("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n", "x"),
    TRICKLES_CHUNKS("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
    STAYS_AFTER_ITS_ANSWER("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", ""),
    NEVER_READS("GET /app.css HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500), "x");

    private final String first;
    private final String then;

    Slowness(String first, String then) {
      this.first = first;
      this.then = then;
    }
  }

  @BeforeEach
  void start() throws IOException {
    LiveState state = new LiveState(System::currentTimeMillis, Map.of(), Set.of());
    Page page = new Page(state, new Audience(System::currentTimeMillis), () -> true);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Access access = Access.token("a-token-that-is-long-enough");
    server = new WebServer(new Endpoint(any, access, Duration.ofSeconds(1)), page);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsSlowLosesItsConnection(Slowness slowness) throws IOException {
    Socket slow = connect(2);
    send(slow, slowness.first);

    await().atMost(PATIENCE).until(() -> isClosed(slow, slowness.then));
    await().atMost(PATIENCE).until(() -> server.clients() == 0);
  }

  @ParameterizedTest
  @EnumSource
  void howeverManyAreSlowEverybodyElseIsAnswered(Slowness slowness) throws IOException {
    for (int i = 0; i < Connections.MOST; i++) {
      send(connect(2 + i % 5), slowness.first);
    }

    for (int from : new int[] {2, 99}) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(() -> assertThat(ask(connect(from))).contains(" 200 ", "ok"));
    }
    assertThat(server.clients()).isLessThanOrEqualTo(Connections.MOST);
  }

  @Test
  void oneAddressTakesNoMoreThanItsPart() throws IOException {
    Socket other = connect(3);
    for (int i = 0; i < 2 * Connections.MOST_OF_ONE_ADDRESS; i++) {
      connect(2);
    }

    await().atMost(PATIENCE).until(() -> server.clients() <= Connections.MOST_OF_ONE_ADDRESS + 1);
    assertThat(ask(other)).contains(" 200 ");
  }

  @Test
  void aRequestInTwoPiecesIsAnswered() throws IOException {
    Socket socket = connect(2);
    socket.setTcpNoDelay(true);
    send(socket, "GET /healthz HTTP/1.1\r\nHo");
    send(socket, "st: localhost\r\nConnection: close\r\n\r\n");

    assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).endsWith("ok\n");
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrder() throws IOException {
    Socket socket = connect(2);
    send(
        socket,
        "GET /healthz HTTP/1.1\r\n\r\nHEAD /healthz HTTP/1.1\r\n\r\n"
            + "GET /nowhere HTTP/1.0\r\n\r\n");

    assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
        .containsSubsequence(
            "HTTP/1.1 200", "ok\n", "HTTP/1.1 200", "Content-length: 3", "HTTP/1.1 401");
  }

  /** Goes on as before; who has nothing to say listens. */
  private static boolean isClosed(Socket socket, String then) {
    try {
      if (!then.isEmpty()) {
        socket.getOutputStream().write(then.getBytes(UTF_8));
        return false;
      }
      socket.setSoTimeout(LISTEN_MILLIS);
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // An answer from before.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static String ask(Socket socket) throws IOException {
    socket.getOutputStream().write(HEALTH);
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), UTF_8);
  }

  /** The server may have hung up. */
  private static void send(Socket socket, String text) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      assertThat(text).isNotEmpty();
    }
  }

  private Socket connect(int from) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    socket.setReceiveBufferSize(4096);
    socket.bind(new InetSocketAddress("127.0.0." + from, 0));
    socket.connect(server.address());
    return socket;
  }
}
