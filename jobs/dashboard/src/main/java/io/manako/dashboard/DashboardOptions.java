package io.manako.dashboard;

import io.manako.dashboard.feed.KafkaReaders;
import io.manako.dashboard.web.Endpoint;
import io.manako.track.scene.Scene;
import java.util.Map;
import java.util.Set;

/**
 * Options of the page.
 *
 * @param kafka brokers and topics
 * @param scenes zones and lines by camera, until the control topic changes them
 * @param leftOut cameras that are not shown
 * @param endpoint address and access
 */
public record DashboardOptions(
    KafkaReaders kafka, Map<String, Scene> scenes, Set<String> leftOut, Endpoint endpoint) {
  public DashboardOptions {
    scenes = Map.copyOf(scenes);
    leftOut = Set.copyOf(leftOut);
  }
}
