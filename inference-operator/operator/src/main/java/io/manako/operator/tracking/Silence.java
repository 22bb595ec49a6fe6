package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.List;

/**
 * What it changes that a camera sends nothing any more.
 *
 * @param state to go on from
 * @param events about the silence, and what became sure by it
 * @param counts of the window that was open
 */
public record Silence(CameraState state, List<VideoEvent> events, List<ZoneCount> counts) {}
