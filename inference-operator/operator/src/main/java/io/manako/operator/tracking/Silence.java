package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.List;

/**
 * Result of a silence of a camera, or of the end of its input.
 *
 * @param state state of the camera afterwards
 * @param events events about the silence, and events that it confirms
 * @param counts counts of the window that was open
 */
public record Silence(CameraState state, List<VideoEvent> events, List<ZoneCount> counts) {}
