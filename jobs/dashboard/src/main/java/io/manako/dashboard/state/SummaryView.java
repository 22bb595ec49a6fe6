package io.manako.dashboard.state;

import java.util.List;

/**
 * All cameras in one line.
 *
 * @param nowMillis this process's clock
 * @param cameras that are known
 * @param crowded whether there are more than the page keeps
 * @param framesPerSecond results written, over the last ten seconds
 * @param latencyP50Millis from capture until written; −1 if unknown
 * @param latencyP99Millis likewise
 * @param frames results since the page started
 * @param deadLetters since the page started
 * @param inPerSecond frames that arrive in Kafka; −1 if unknown
 * @param waiting frames without a result that can be read; −1 if unknown
 * @param problems sentences about what is wrong with Kafka and its topics
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
