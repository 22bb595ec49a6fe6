package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one frame changed.
 *
 * @param state to go on from
 * @param tracks the frame's outcome
 * @param events that the frame shows
 * @param counts of a window that is over
 */
public record CameraStep(
    CameraState state, FrameTracks tracks, List<VideoEvent> events, List<ZoneCount> counts) {

  /** The step with what was to be told before it. */
  CameraStep after(Silence silence) {
    return new CameraStep(
        state,
        tracks,
        Stream.concat(silence.events().stream(), events.stream()).toList(),
        Stream.concat(silence.counts().stream(), counts.stream()).toList());
  }
}
