package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.manako.local.flink.EmbeddedJob;
import io.manako.local.process.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

/** Flink's own page beside {@code ./manako run}. */
class EmbeddedJobPageTest {

  @Test
  void itTakesNoProgramsAndOnlyThisMachineReadsIt() throws Exception {
    int port = FreePort.any();
    Configuration flink = new Configuration();
    EmbeddedJob.addPage(flink, port);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
    environment.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
    JobClient job = environment.executeAsync();
    try {
      await().ignoreExceptions().until(() -> get(port, "/overview").statusCode() == 200);

      assertThat(get(port, "/jars").statusCode()).isEqualTo(404);
      assertThat(get(port, "/overview").headers().firstValue("Access-Control-Allow-Origin"))
          .contains("http://localhost:" + port);
      for (InetAddress other : otherAddresses()) {
        assertThatThrownBy(() -> new Socket(other, port).close())
            .isInstanceOf(ConnectException.class);
      }
    } finally {
      job.cancel().get();
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
            BodyHandlers.ofString());
  }
}
