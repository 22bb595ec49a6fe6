package io.manako.cli.drawing;

import io.manako.detect.Box;
import io.manako.image.Image;
import io.manako.image.Mark;
import io.manako.track.scene.Direction;
import io.manako.track.scene.Line;
import io.manako.track.scene.LineCrossed;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.Zone;
import io.manako.track.scene.ZoneOccupancy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks of one camera, frame after frame: zones with the objects in them, lines with the number of
 * crossings, tracks with their trails. Instances are not thread-safe.
 */
public final class TrackDrawing {
  private static final double TRAIL_SECONDS = 2;

  /** Words about dashed boxes, in the corner of every picture since the first of them. */
  public static final Mark.Caption LEGEND =
      new Mark.Caption("dashed: carried from an earlier frame");

  /** Key of the first zone's colour; negative, so that no track has it. */
  private static final int FIRST_ZONE_KEY = -1;

  private final Scene scene;
  private final int trailFrames;
  private final Map<Long, Trail> trails = new HashMap<>();
  private final Map<String, Long> occupancies = new HashMap<>();
  private final Map<Crossing, Long> crossings = new HashMap<>();
  private long frame;
  private boolean dashed;

  private record Crossing(String lineId, Direction direction) {}

  private record Trail(Deque<Mark.Point> points, long lastSeen) {}

  /**
   * Starts without trails and counts.
   *
   * @param framesPerSecond rate of the video, above 0
   */
  public TrackDrawing(Scene scene, double framesPerSecond) {
    this.scene = scene;
    trailFrames = (int) Math.max(2, Math.round(TRAIL_SECONDS * framesPerSecond));
  }

  /** Adds the events of the next frame, before its marks are asked for. */
  public void happened(List<VideoEvent> events) {
    for (VideoEvent event : events) {
      if (event instanceof ZoneOccupancy occupancy) {
        occupancies.put(occupancy.zoneId(), occupancy.tracks());
      } else if (event instanceof LineCrossed crossed) {
        Crossing counter = new Crossing(crossed.lineId(), crossed.direction());
        crossings.put(counter, crossed.crossing().total());
      }
    }
  }

  /** Returns the marks of the next frame, the lowest first. */
  public List<Mark> marks(Image picture, List<SeenObject> objects) {
    frame++;
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < scene.zones().size(); i++) {
      marks.add(area(picture, scene.zones().get(i), FIRST_ZONE_KEY - i));
    }
    scene.lines().forEach(line -> marks.add(gate(picture, line)));
    objects.forEach(this::follow);
    trails.values().removeIf(trail -> frame - trail.lastSeen() > trailFrames);
    objects.stream().filter(o -> o.trackId() != 0).forEach(o -> marks.add(trail(o)));
    objects.forEach(object -> marks.add(box(object)));
    dashed |= objects.stream().anyMatch(o -> o.carried() && o.trackId() != 0);
    if (dashed) {
      marks.add(LEGEND);
    }
    return marks;
  }

  private Mark area(Image picture, Zone zone, int colorKey) {
    List<Mark.Point> corners = zone.polygon().stream().map(p -> pixels(picture, p)).toList();
    long inside = occupancies.getOrDefault(zone.id(), 0L);
    return new Mark.Polygon(corners, zone.id() + ": " + inside, colorKey);
  }

  private Mark gate(Image picture, Line line) {
    return new Mark.Gate(
        pixels(picture, line.from()),
        pixels(picture, line.to()),
        line.id(),
        crossings.getOrDefault(new Crossing(line.id(), Direction.LEFT_TO_RIGHT), 0L),
        crossings.getOrDefault(new Crossing(line.id(), Direction.RIGHT_TO_LEFT), 0L));
  }

  private static Mark.Point pixels(Image picture, Point fraction) {
    return new Mark.Point(
        (float) (fraction.x() * picture.width()), (float) (fraction.y() * picture.height()));
  }

  /**
   * Extends an object's trail by the point where it stands, which zones and lines use by default.
   */
  private void follow(SeenObject object) {
    if (object.trackId() == 0) {
      return;
    }
    Trail before = trails.get(object.trackId());
    Deque<Mark.Point> points = before == null ? new ArrayDeque<>() : before.points();
    Box box = object.box();
    points.addLast(new Mark.Point(box.x() + box.width() / 2, box.bottom()));
    while (points.size() > trailFrames) {
      points.removeFirst();
    }
    trails.put(object.trackId(), new Trail(points, frame));
  }

  private Mark trail(SeenObject object) {
    Trail trail = trails.get(object.trackId());
    List<Mark.Point> points = trail == null ? List.of() : List.copyOf(trail.points());
    return new Mark.Trail(points, (int) object.trackId());
  }

  private static Mark box(SeenObject object) {
    Box box = object.box();
    if (object.trackId() == 0) {
      return new Mark.Outline(box.x(), box.y(), box.width(), box.height());
    }
    String text = object.label() + " " + object.trackId();
    int color = (int) object.trackId();
    return object.carried()
        ? new Mark.DashedBox(box.x(), box.y(), box.width(), box.height(), text, color)
        : new Mark.LabelledBox(box.x(), box.y(), box.width(), box.height(), text, color);
  }
}
