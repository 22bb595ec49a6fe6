package io.manako.cli.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Network in the plot.
 *
 * @param family family, which chooses the colour
 * @param label text beside the point
 * @param millis time per picture, above 0
 * @param accuracy accuracy in percent
 */
record AccuracyPoint(String family, String label, double millis, double accuracy) {

  /** Returns the points that are more accurate than all faster ones, the fastest first. */
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
