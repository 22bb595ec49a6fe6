package io.manako.dashboard.state;

import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Last five minutes of all cameras in steps of two seconds, by the time at which the job wrote the
 * results. Instances are not thread-safe.
 */
final class Timeline {
  static final long STEP_MILLIS = 2_000;
  static final int STEPS = 150;

  private static final int MOST_LABELS = 32;
  private static final int SHOWN_LABELS = 6;
  private static final String OTHER = "other";
  private static final long MOST_LAG_MILLIS = 30_000;

  private final @Nullable Step[] ring = new @Nullable Step[STEPS];
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private long lagMillis;

  private static final class Step {
    final long number;
    final LatencySketch latencies = new LatencySketch();
    final int[] objects = new int[MOST_LABELS];
    int frames;
    int deadLetters;

    Step(long number) {
      this.number = number;
    }
  }

  void add(ResultRecord result, Arrival arrival) {
    Step step = step(arrival.emittedMillis());
    if (step == null) {
      return;
    }
    step.frames++;
    long latency = CameraState.latency(result, arrival);
    if (latency >= 0) {
      step.latencies.add(latency);
    }
    for (DetectedObject object : result.objects()) {
      step.objects[column(Objects.requireNonNullElse(object.label(), OTHER))]++;
    }
    long lag = arrival.atMillis() - arrival.emittedMillis();
    lagMillis = Math.min(MOST_LAG_MILLIS, Math.max(lag, lagMillis - lagMillis / 512));
  }

  void addDeadLetter(long atMillis) {
    Step step = step(atMillis);
    if (step != null) {
      step.deadLetters++;
    }
  }

  /**
   * Returns the column of a label. The first labels get their own columns; a model has up to
   * thousands of labels, a chart six.
   */
  private int column(String label) {
    Integer column = labels.get(label);
    if (column != null) {
      return column;
    }
    if (labels.size() == MOST_LABELS - 1) {
      labels.put(OTHER, MOST_LABELS - 1);
    }
    if (labels.size() >= MOST_LABELS) {
      return MOST_LABELS - 1;
    }
    labels.put(label, labels.size());
    return labels.size() - 1;
  }

  private @Nullable Step step(long atMillis) {
    long number = Math.floorDiv(atMillis, STEP_MILLIS);
    int slot = (int) Math.floorMod(number, (long) STEPS);
    Step step = ring[slot];
    if (step == null || step.number < number) {
      step = new Step(number);
      ring[slot] = step;
    }
    return step.number == number ? step : null;
  }

  /** Returns the steps to which no result can be added any more, oldest first. */
  private List<@Nullable Step> settled(long nowMillis, int most) {
    long end = Math.floorDiv(nowMillis - lagMillis, STEP_MILLIS) - 1;
    List<@Nullable Step> steps = new ArrayList<>(most);
    for (long number = end - most + 1; number <= end; number++) {
      Step step = ring[(int) Math.floorMod(number, (long) STEPS)];
      steps.add(step != null && step.number == number ? step : null);
    }
    return steps;
  }

  /** Returns the data of the charts. */
  SeriesView view(long nowMillis) {
    List<@Nullable Step> steps = settled(nowMillis, STEPS);
    int first = 0;
    while (first < STEPS - 1 && steps.get(first) == null) {
      first++;
    }
    List<@Nullable Step> shown = steps.subList(first, STEPS);
    long end = Math.floorDiv(nowMillis - lagMillis, STEP_MILLIS) - 1;
    return new SeriesView(
        (end - shown.size() + 1) * STEP_MILLIS,
        STEP_MILLIS,
        shown.stream().map(s -> s == null ? 0 : s.frames * 1000.0 / STEP_MILLIS).toList(),
        shown.stream().map(s -> s == null ? 0 : s.deadLetters * 1000.0 / STEP_MILLIS).toList(),
        shown.stream().map(s -> s == null ? -1 : s.latencies.quantile(0.5)).toList(),
        shown.stream().map(s -> s == null ? -1 : s.latencies.quantile(0.99)).toList(),
        objects(shown));
  }

  /** Returns the mean number of objects in a frame, for the most frequent labels. */
  private Map<String, List<Double>> objects(List<@Nullable Step> steps) {
    long[] totals = new long[MOST_LABELS];
    for (Step step : steps) {
      for (int i = 0; step != null && i < MOST_LABELS; i++) {
        totals[i] += step.objects[i];
      }
    }
    Map<String, List<Double>> series = new LinkedHashMap<>();
    labels.entrySet().stream()
        .filter(label -> totals[label.getValue()] > 0)
        .sorted(Comparator.comparingLong(label -> -totals[label.getValue()]))
        .limit(SHOWN_LABELS)
        .forEach(
            label ->
                series.put(
                    label.getKey(), steps.stream().map(s -> mean(s, label.getValue())).toList()));
    return series;
  }

  private static double mean(@Nullable Step step, int column) {
    return step == null || step.frames == 0
        ? 0
        : Math.round(100.0 * step.objects[column] / step.frames) / 100.0;
  }

  /** Returns quantiles of the latencies of the last ten seconds in ms, −1 if there are none. */
  List<Long> latencies(long nowMillis, double... quantiles) {
    LatencySketch all = new LatencySketch();
    settled(nowMillis, 5).stream()
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .forEach(step -> all.addAll(step.latencies));
    return Arrays.stream(quantiles).mapToObj(all::quantile).toList();
  }

  /** Returns the frames a second over the last ten seconds. */
  double framesPerSecond(long nowMillis) {
    return settled(nowMillis, 5).stream().mapToInt(step -> step == null ? 0 : step.frames).sum()
        * 1000.0
        / (5 * STEP_MILLIS);
  }

  /** Number of labels that have a column. */
  int labels() {
    return labels.size();
  }
}
