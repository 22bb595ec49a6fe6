package io.manako.cli.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A network in the plot.
 *
 * @param family whose colour it has
 * @param label what is written beside it
 * @param millis for a picture, above 0
 * @param accuracy in percent
 */
record AccuracyPoint(String family, String label, double millis, double accuracy) {

  /** Those that no other beats: each is more accurate than all faster ones. Fastest first. */
  static List<AccuracyPoint> front(List<AccuracyPoint> points) {
    List<AccuracyPoint> front = new ArrayList<>();
    points.stream()
        .sorted(
            Comparator.comparingDouble(AccuracyPoint::millis)
                .thenComparing(AccuracyPoint::accuracy, Comparator.reverseOrder()))
        .forEach(
            p -> {
              if (front.isEmpty() || p.accuracy > front.get(front.size() - 1).accuracy) {
                front.add(p);
              }
            });
    return front;
  }
}
