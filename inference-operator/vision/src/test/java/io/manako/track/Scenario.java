package io.manako.track;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Frames of a made-up camera at 25 frames a second. */
final class Scenario {
  private Scenario() {}

  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  static Instant time(int frame) {
    return START.plusMillis(40L * frame);
  }

  static Detection person(double x, double y) {
    return person(x, y, 0.9);
  }

  static Detection person(double x, double y, double score) {
    return new Detection(1, "person", (float) score, new Box((float) x, (float) y, 30, 80));
  }

  /** People who walk through each other in both directions, seen with jitter and gaps. */
  static List<Detection> crowd(int frame) {
    List<Detection> seen = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      SplittableRandom random = new SplittableRandom(1000L * frame + i);
      int way = i % 2 == 0 ? 1 : -1;
      double x = 300 + way * (3 * frame - 200) + 11 * i + random.nextDouble(-1.5, 1.5);
      double y = 22 * i + random.nextDouble(-1.5, 1.5);
      double score = random.nextDouble(0.3, 1);
      if (random.nextInt(10) > 0) {
        seen.add(person(x, y, score));
      }
    }
    return seen;
  }
}
