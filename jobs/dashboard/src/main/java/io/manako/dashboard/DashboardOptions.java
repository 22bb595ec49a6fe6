package io.manako.dashboard;

import io.manako.dashboard.feed.KafkaReaders;
import io.manako.dashboard.web.Endpoint;
import io.manako.track.scene.Scene;
import java.util.Map;
import java.util.Set;

/**
 * What the page is told.
 *
 * @param kafka what to read
 * @param scenes zones and lines by camera, until the control topic says otherwise
 * @param leftOut cameras that are not shown
 * @param endpoint where it listens, and to whom
 */
public record DashboardOptions(
    KafkaReaders kafka, Map<String, Scene> scenes, Set<String> leftOut, Endpoint endpoint) {
  public DashboardOptions {
    scenes = Map.copyOf(scenes);
    leftOut = Set.copyOf(leftOut);
  }
}
