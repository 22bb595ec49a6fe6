package io.manako.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final int PATIENCE_MILLIS = 300_000;

  @Test
  void aLookLeavesNoConnectionThatTheProcessWouldHoldABufferFor() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      CompletableFuture<Scrape> scrape =
          CompletableFuture.supplyAsync(() -> scrape(server.getLocalPort()));
      try (Socket connection = server.accept()) {
        connection.setSoTimeout(PATIENCE_MILLIS);
        BufferedReader request =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
        List<String> head = request.lines().takeWhile(line -> !line.isEmpty()).toList();
        String body = "# HELP frames that came\nframes{camera=\"a\"} 3.0\n";
        String answer =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
        connection.getOutputStream().write(answer.getBytes(UTF_8));

        assertThat(head).contains("Connection: close");
        assertThat(scrape.join().sum("frames", s -> s.label("camera").equals("a"))).isEqualTo(3);
        assertThat(request.read()).as("the end of the connection").isEqualTo(-1);
      }
    }
  }

  private static Scrape scrape(int port) {
    try {
      return Scrape.of(port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
