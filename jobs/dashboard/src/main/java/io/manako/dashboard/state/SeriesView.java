package io.manako.dashboard.state;

import java.util.List;
import java.util.Map;

/**
 * Data of the charts; each list has one number for each step.
 *
 * @param startMillis time of the first step, in milliseconds since 1970
 * @param stepMillis length of a step in ms
 * @param framesPerSecond results written in a second
 * @param deadLettersPerSecond dead letters written in a second
 * @param latencyP50Millis median time from capture until the job wrote the result in ms; −1 if
 *     there was no result
 * @param latencyP99Millis 99th percentile of that time in ms; −1 if there was no result
 * @param objects mean number of objects in a frame, by label
 */
public record SeriesView(
    long startMillis,
    long stepMillis,
    List<Double> framesPerSecond,
    List<Double> deadLettersPerSecond,
    List<Long> latencyP50Millis,
    List<Long> latencyP99Millis,
    Map<String, List<Double>> objects) {}
