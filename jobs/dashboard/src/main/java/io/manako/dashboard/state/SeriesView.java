package io.manako.dashboard.state;

import java.util.List;
import java.util.Map;

/**
 * The charts' numbers; each list has one for each step.
 *
 * @param startMillis of the first step
 * @param stepMillis from one to the next
 * @param framesPerSecond results written
 * @param deadLettersPerSecond written
 * @param latencyP50Millis from capture until the job wrote the result; −1 if there was none
 * @param latencyP99Millis likewise
 * @param objects in a frame on average, by label
 */
public record SeriesView(
    long startMillis,
    long stepMillis,
    List<Double> framesPerSecond,
    List<Double> deadLettersPerSecond,
    List<Long> latencyP50Millis,
    List<Long> latencyP99Millis,
    Map<String, List<Double>> objects) {}
