package io.manako.cli.bench;

import io.manako.track.scene.Direction;
import io.manako.track.scene.LineCrossed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Work and findings of one way to watch a camera's day.
 *
 * @param name name of the way
 * @param frames number of frames
 * @param runs runs of the detector
 * @param detectorNanos processor time of the detector's runs and their suppression, ns
 * @param nanos processor time of everything but decoding, ns
 * @param crossings crossings of the line
 * @param objects number of different objects
 */
record DayFigures(
    String name,
    int frames,
    long runs,
    long detectorNanos,
    long nanos,
    List<LineCrossed> crossings,
    long objects) {
  /** Largest difference of the times of one crossing in two ways. */
  private static final Duration SAME = Duration.ofSeconds(1);

  /** Returns the number of crossings in a direction. */
  long crossings(Direction direction) {
    return crossings.stream().filter(crossing -> crossing.direction() == direction).count();
  }

  /**
   * Returns the number of another way's crossings that this way found too: those in the same
   * direction within a second.
   */
  int shared(DayFigures other) {
    List<LineCrossed> left = new ArrayList<>(crossings);
    int shared = 0;
    for (LineCrossed theirs : other.crossings) {
      for (LineCrossed ours : left) {
        if (isSame(ours, theirs)) {
          left.remove(ours);
          shared++;
          break;
        }
      }
    }
    return shared;
  }

  private static boolean isSame(LineCrossed one, LineCrossed other) {
    Duration apart = Duration.between(one.startTime(), other.startTime()).abs();
    return one.direction() == other.direction() && apart.compareTo(SAME) <= 0;
  }

  /** Returns the detector's runs per frame. */
  double runsPerFrame() {
    return (double) runs / frames;
  }

  /** Returns the detector's processor time per frame in ms. */
  double detectorMillis() {
    return detectorNanos / 1e6 / frames;
  }

  /**
   * Returns the processor time per frame in ms.
   *
   * @param decodeNanos processor time of decoding all frames, ns
   */
  double millis(long decodeNanos) {
    return (nanos + decodeNanos) / 1e6 / frames;
  }
}
