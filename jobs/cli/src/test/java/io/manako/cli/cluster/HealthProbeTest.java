package io.manako.cli.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private HttpServer server;
  private String host;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/well",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    host = "localhost:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServiceThatAnswersIsThere() {
    assertThatCode(() -> HealthProbe.probe(host)).doesNotThrowAnyException();
    assertThatCode(() -> HealthProbe.probe("http://" + host + "/well")).doesNotThrowAnyException();
  }

  @Test
  void aServiceThatAnswersAnythingElseOrNothingIsNot() {
    assertThatThrownBy(() -> HealthProbe.probe("http://" + host + "/ill"))
        .isInstanceOf(IOException.class)
        .hasMessage("status 404");
    server.stop(0);
    assertThatThrownBy(() -> HealthProbe.probe(host)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HealthProbe.probe("nowhere"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
