package io.manako.track.scene;

import io.manako.time.EventTime;
import io.manako.track.Track;
import io.manako.track.objects.Sighting;
import io.manako.track.objects.Sightings;
import java.time.Instant;
import java.util.List;

/**
 * Result of the tracker for one frame.
 *
 * @param cameraId id of the camera
 * @param frameId id of the frame, the evidence of its events
 * @param time time of the capture
 * @param width width of the picture in pixels
 * @param height height of the picture in pixels
 * @param tracks tracks seen in this frame
 * @param ended ids of tracks that have ended
 */
public record SceneFrame(
    String cameraId,
    String frameId,
    Instant time,
    int width,
    int height,
    List<Track> tracks,
    List<Long> ended) {

  /** The time of the capture as states hold it, µs since 1970. */
  long micros() {
    return EventTime.micros(time);
  }

  /** Returns the tracks without what only zones and lines need. */
  public Sightings sightings() {
    List<Sighting> list =
        tracks.stream().map(t -> new Sighting(t.id(), t.label(), t.box())).toList();
    return new Sightings(time, width, height, list);
  }
}
