package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.List;
import java.util.stream.Stream;

/**
 * Result of tracking one frame.
 *
 * @param state state of the camera after the frame
 * @param tracks outcome of the frame
 * @param events events that the frame shows
 * @param counts counts of windows that are over
 */
public record CameraStep(
    CameraState state, FrameTracks tracks, List<VideoEvent> events, List<ZoneCount> counts) {

  /** Returns this step with the events and counts of an earlier silence before its own. */
  CameraStep after(Silence silence) {
    return new CameraStep(
        state,
        tracks,
        Stream.concat(silence.events().stream(), events.stream()).toList(),
        Stream.concat(silence.counts().stream(), counts.stream()).toList());
  }
}
