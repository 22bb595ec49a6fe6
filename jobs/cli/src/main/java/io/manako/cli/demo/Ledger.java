package io.manako.cli.demo;

import io.manako.wire.ResultRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Account of the frames: frames in must equal the sum of the outcomes. Instances are thread-safe.
 */
public final class Ledger {
  private final Map<String, Long> sent = new TreeMap<>();
  private final Map<String, Map<String, Long>> outcomes = new TreeMap<>();
  private final Map<String, Long> objects = new TreeMap<>();
  private final LatencyHistogram latency = new LatencyHistogram();
  private final LatencyHistogram writeLatency = new LatencyHistogram();
  private long deadLetters;

  /** Sets the number of frames that a camera has sent so far. */
  public synchronized void sent(String camera, long frames) {
    sent.put(camera, frames);
  }

  /**
   * Counts a result.
   *
   * @param committed time from capture until a reader of committed records has it
   * @param written time from capture until the job has written it
   */
  public synchronized void add(ResultRecord result, Duration committed, Duration written) {
    outcomes
        .computeIfAbsent(result.cameraId(), camera -> new TreeMap<>())
        .merge(result.status(), 1L, Long::sum);
    result.objects().forEach(object -> objects.merge(object.label(), 1L, Long::sum));
    latency.add(committed.toMillis());
    writeLatency.add(written.toMillis());
  }

  /** Counts a dead letter. */
  public synchronized void addDeadLetter() {
    deadLetters++;
  }

  /** Returns the frames sent by all cameras. */
  public synchronized long in() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the frames with an outcome. */
  public synchronized long out() {
    return outcomes.values().stream()
        .flatMap(byStatus -> byStatus.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Returns whether each camera's outcomes add up to the frames that it sent. */
  public synchronized boolean isBalanced() {
    Map<String, Long> sums = new TreeMap<>();
    outcomes.forEach(
        (camera, byStatus) ->
            sums.put(camera, byStatus.values().stream().mapToLong(Long::longValue).sum()));
    return sums.equals(sent);
  }

  public synchronized long deadLetters() {
    return deadLetters;
  }

  /** Returns the frames sent, by camera. */
  public synchronized Map<String, Long> sentByCamera() {
    return new TreeMap<>(sent);
  }

  /** Returns the frames of one camera by outcome. */
  public synchronized Map<String, Long> outcomesOf(String camera) {
    return new TreeMap<>(outcomes.getOrDefault(camera, Map.of()));
  }

  /** Returns the objects by class, the most frequent first. */
  public synchronized Map<String, Long> objects() {
    return objects.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  /** Returns a quantile of the time from capture until a result is readable. */
  public synchronized Duration latency(double quantile) {
    return latency.quantile(quantile);
  }

  /** Returns a quantile of the time from capture until the job has written a result. */
  public synchronized Duration writeLatency(double quantile) {
    return writeLatency.quantile(quantile);
  }
}
