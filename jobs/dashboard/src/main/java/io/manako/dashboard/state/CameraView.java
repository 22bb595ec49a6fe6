package io.manako.dashboard.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Camera in the form that the page receives.
 *
 * @param id id of the camera
 * @param outcomes frames by status since the page started
 * @param deadLetters dead letters since the page started
 * @param framesPerSecond frame rate over the last ten seconds
 * @param latencyMillis time from capture until the job wrote the result, median of the last frames
 *     in ms; −1 if unknown
 * @param capturedMillis event time of the last frame, in milliseconds since 1970
 * @param arrivedMillis time of the last result's arrival, in milliseconds since 1970
 * @param offline whether the last event of the camera is {@code camera.offline}
 * @param untrackedScore best score of the last frames' boxes, 0 … 1, if none of at least {@value
 *     UntrackedBoxes#FRAMES} frames with boxes had a track; otherwise null
 * @param zones number of tracks in each zone
 * @param lines crossings of each line by direction
 * @param frame frame that is shown; null if it has not changed
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
    @Nullable Float untrackedScore,
    Map<String, Long> zones,
    Map<String, Map<String, Long>> lines,
    @Nullable FrameView frame) {}
