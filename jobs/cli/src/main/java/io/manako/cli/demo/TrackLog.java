package io.manako.cli.demo;

import io.manako.track.scene.VideoEvent;
import io.manako.wire.ResultRecord;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts of the tracks and events of all cameras. Instances are not thread-safe. */
final class TrackLog {
  private final Map<String, CameraLog> cameras = new TreeMap<>();
  private final Duration forgetAfter;

  /**
   * Creates an empty log.
   *
   * @param forgetAfter time without a detection after which the job ends a track
   */
  TrackLog(Duration forgetAfter) {
    this.forgetAfter = forgetAfter;
  }

  void add(ResultRecord tracks) {
    of(tracks.cameraId()).add(tracks);
  }

  void add(VideoEvent event) {
    of(event.cameraId()).add(event);
  }

  /** Returns the number of records of the tracks topic. */
  long frames() {
    return cameras.values().stream().mapToLong(CameraLog::frames).sum();
  }

  /** Returns the tracks of all classes and cameras. */
  long tracks() {
    return cameras.values().stream()
        .flatMap(camera -> camera.tracks().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Returns the crossings of all lines of all cameras in all directions. */
  long crossings() {
    return cameras.values().stream().mapToLong(CameraLog::crossings).sum();
  }

  /** Returns the entries into all zones of all cameras. */
  long entries() {
    return cameras.values().stream().mapToLong(CameraLog::entries).sum();
  }

  /** Returns the counts of each camera by its id. */
  Map<String, CameraLog> cameras() {
    return new TreeMap<>(cameras);
  }

  /** Returns the counts of a camera, all 0 if nothing came from it. */
  CameraLog camera(String id) {
    return cameras.getOrDefault(id, new CameraLog(forgetAfter));
  }

  private CameraLog of(String camera) {
    return cameras.computeIfAbsent(camera, id -> new CameraLog(forgetAfter));
  }
}
