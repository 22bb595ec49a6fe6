package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import java.util.List;

/**
 * What one frame changed.
 *
 * @param state to go on from
 * @param tracks the frame's outcome
 * @param events that the frame shows
 */
public record CameraStep(CameraState state, FrameTracks tracks, List<VideoEvent> events) {}
