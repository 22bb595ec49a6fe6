package io.manako.track.scene;

import io.manako.time.EventTime;
import io.manako.track.Track;
import java.time.Instant;
import java.util.List;

/**
 * What the tracker saw in one frame.
 *
 * @param cameraId whose frame
 * @param frameId the evidence
 * @param time of the capture
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param tracks seen in this frame
 * @param ended ids of tracks that are over
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
}
