package io.manako.cli.demo;

import io.manako.dashboard.Dashboard;
import io.manako.dashboard.DashboardOptions;
import io.manako.dashboard.feed.KafkaReaders;
import io.manako.dashboard.feed.TopicNames;
import io.manako.dashboard.web.Access;
import io.manako.dashboard.web.Endpoint;
import io.manako.local.terminal.Screen;
import io.manako.track.scene.Scene;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The live page of the demo's cameras.
 *
 * @param page null if none is wanted
 */
record DemoPage(@Nullable Dashboard page) implements AutoCloseable {

  /**
   * Opens it for this machine.
   *
   * @param port 0 for any free one, −1 for no page
   */
  static DemoPage open(int port, Map<String, Object> kafka, Map<String, Scene> scenes)
      throws IOException {
    if (port < 0) {
      return new DemoPage(null);
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new DemoPage(
        Dashboard.start(
            new DashboardOptions(
                new KafkaReaders(kafka, TopicNames.STANDARD),
                scenes,
                Set.of(ResultCollector.WARM_UP),
                new Endpoint(address, Access.loopback()))));
  }

  /** Says where it is. */
  void announce(Screen screen) {
    if (page != null) {
      screen.done("Watch it live at ", page.url());
    }
  }

  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
  }
}
