package io.manako.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  void aPortThatSomebodyListensOnIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> FreePort.on("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(BindException.class);
      assertThat(FreePort.on("127.0.0.1", 0)).isPositive().isNotEqualTo(taken.getLocalPort());
      assertThat(FreePort.any()).isPositive().isNotEqualTo(taken.getLocalPort());
    }
  }
}
