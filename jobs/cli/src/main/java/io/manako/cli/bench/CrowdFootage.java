package io.manako.cli.bench;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.Carried;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.operator.tracking.FrameDetections;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Boxes of people who walk to and fro in rows of ten, 25 frames per second, detected with jitter
 * and gaps, and zones and lines in their way. The frames are the same in every run.
 */
final class CrowdFootage {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int IN_A_ROW = 10;
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final ModelInfo MODEL =
      new ModelInfo("crowd", "1", "0", "java", 0.5f, 0.5f, "crowd");

  private final int objects;
  private final Scene scene;

  CrowdFootage(int objects, int places) {
    this.objects = objects;
    this.scene = scene(places);
  }

  /** Returns equally many zones and lines, side by side. */
  Scene scene() {
    return scene;
  }

  FrameDetections frame(String camera, int sequence) {
    List<Detection> seen = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      SplittableRandom random = new SplittableRandom(1_000_003L * sequence + i);
      if (random.nextInt(20) > 0) {
        seen.add(person(i, sequence, random));
      }
    }
    String id = camera + "/0/" + sequence;
    return new FrameDetections(
        camera,
        id,
        id,
        "0",
        sequence,
        true,
        0,
        START.plusMillis(40L * sequence),
        null,
        new FrameRecord.Source("bench", 0, sequence),
        WIDTH,
        HEIGHT,
        1 + sequence,
        FrameStatus.OK,
        null,
        seen,
        MODEL,
        null,
        Carried.NONE);
  }

  private Detection person(int i, int sequence, SplittableRandom random) {
    int rows = Math.max(1, objects / IN_A_ROW);
    int turn = 2 * (WIDTH - 40);
    int way = Math.floorMod(2 * sequence + i % IN_A_ROW * (turn / IN_A_ROW) + 37 * i, turn);
    double x = Math.min(way, turn - way) + random.nextDouble(-1, 1);
    int row = i / IN_A_ROW;
    double y = row * ((HEIGHT - 60.0) / rows) + random.nextDouble(-1, 1);
    float score = (float) random.nextDouble(0.6, 1);
    return new Detection(1, "person", score, new Box((float) x, (float) y, 25, 60));
  }

  private static Scene scene(int places) {
    List<Zone> zones = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      double left = (double) i / places;
      double right = (i + 1.0) / places;
      zones.add(
          new Zone(
              "zone-" + i,
              List.of(
                  new Point(left, 0),
                  new Point(right, 0),
                  new Point(right, 1),
                  new Point(left, 1))));
      double middle = (left + right) / 2;
      lines.add(new Line("line-" + i, new Point(middle, 0), new Point(middle, 1)));
    }
    return new Scene(zones, lines);
  }
}
