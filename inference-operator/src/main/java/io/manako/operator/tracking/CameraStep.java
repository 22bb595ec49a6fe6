package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.List;

/**
 * What one frame changed.
 *
 * @param state to go on from
 * @param tracks the frame's outcome
 * @param events that the frame shows
 * @param counts of a window that is over
 */
public record CameraStep(
    CameraState state, FrameTracks tracks, List<VideoEvent> events, List<ZoneCount> counts) {}
