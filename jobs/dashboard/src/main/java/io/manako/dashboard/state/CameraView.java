package io.manako.dashboard.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A camera, as the page gets it.
 *
 * @param id the camera's
 * @param outcomes frames by status since the page started
 * @param deadLetters since the page started
 * @param framesPerSecond over the last ten seconds
 * @param latencyMillis from capture until the job wrote the result, median of the last frames; −1
 *     if unknown
 * @param capturedMillis event time of the last frame
 * @param arrivedMillis when its result came
 * @param offline whether the last event says so
 * @param zones who is in them
 * @param lines crossings by direction
 * @param frame what is shown; null if it has not changed
 */
public record CameraView(
    String id,
    Map<String, Long> outcomes,
    long deadLetters,
    double framesPerSecond,
    long latencyMillis,
    long capturedMillis,
    long arrivedMillis,
    boolean offline,
    Map<String, Long> zones,
    Map<String, Map<String, Long>> lines,
    @Nullable FrameView frame) {}
