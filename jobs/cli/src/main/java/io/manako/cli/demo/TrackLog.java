package io.manako.cli.demo;

import io.manako.track.scene.VideoEvent;
import io.manako.wire.ResultRecord;
import java.util.Map;
import java.util.TreeMap;

/** What the tracks and events of all cameras tell. Not thread-safe. */
final class TrackLog {
  private final Map<String, CameraLog> cameras = new TreeMap<>();

  void add(ResultRecord tracks) {
    of(tracks.cameraId()).add(tracks);
  }

  void add(VideoEvent event) {
    of(event.cameraId()).add(event);
  }

  /** Records of the tracks topic. */
  long frames() {
    return cameras.values().stream().mapToLong(CameraLog::frames).sum();
  }

  /** Tracks of all classes and cameras. */
  long tracks() {
    return cameras.values().stream()
        .flatMap(camera -> camera.tracks().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Crossings of all lines of all cameras in all directions. */
  long crossings() {
    return cameras.values().stream().mapToLong(CameraLog::crossings).sum();
  }

  /** Entries into all zones of all cameras. */
  long entries() {
    return cameras.values().stream().mapToLong(CameraLog::entries).sum();
  }

  /** By camera. */
  Map<String, CameraLog> cameras() {
    return new TreeMap<>(cameras);
  }

  private CameraLog of(String camera) {
    return cameras.computeIfAbsent(camera, id -> new CameraLog());
  }
}
