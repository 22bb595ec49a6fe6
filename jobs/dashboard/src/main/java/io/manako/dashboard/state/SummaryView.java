package io.manako.dashboard.state;

import java.util.List;

/**
 * Figures of all cameras together.
 *
 * @param nowMillis clock of this process, in milliseconds since 1970
 * @param cameras number of known cameras
 * @param crowded whether there are more cameras than the page keeps
 * @param framesPerSecond results written in a second, over the last ten seconds
 * @param latencyP50Millis median time from capture until the result was written in ms; −1 if
 *     unknown
 * @param latencyP99Millis 99th percentile of that time in ms; −1 if unknown
 * @param frames results since the page started
 * @param deadLetters dead letters since the page started
 * @param inPerSecond frames that arrive in Kafka in a second; −1 if unknown
 * @param waiting frames without a readable result; −1 if unknown
 * @param problems sentences about problems with Kafka and its topics
 */
public record SummaryView(
    long nowMillis,
    int cameras,
    boolean crowded,
    double framesPerSecond,
    long latencyP50Millis,
    long latencyP99Millis,
    long frames,
    long deadLetters,
    double inPerSecond,
    long waiting,
    List<String> problems) {}
