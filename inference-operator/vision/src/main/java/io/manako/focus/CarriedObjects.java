package io.manako.focus;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.Views;
import io.manako.tensor.Crop;
import io.manako.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one camera that stay where nothing moves and no view looks. An object is carried from
 * its last sighting until a view that shows it does not find it, something moves there, another
 * object takes its place, or its time is over.
 */
public final class CarriedObjects {
  /** Share of moving cells under a box, in percent, above which the object moves or has left. */
  private static final int MOVED = 20;

  /** Overlap (IoU) of an object's boxes in two frames above which it moves slowly. */
  private static final float SLOW = 0.5f;

  /** Largest number of objects of a frame. */
  private static final int MOST = 100;

  private final long longestMicros;
  private List<Sighting> sightings = List.of();

  /** Carries nothing yet. */
  public CarriedObjects(FocusOptions options) {
    this.longestMicros = TimeSpan.micros(options.carryFor());
  }

  /**
   * A processed frame.
   *
   * @param id id of the frame
   * @param micros event time, µs since 1970
   * @param views views that were processed
   * @param found objects that they show
   * @param iou overlap above which two boxes are one object, 0 … 1
   */
  public record Processed(
      String id, long micros, FrameViews views, List<Detection> found, float iou) {}

  /**
   * Takes the objects of the next frame and returns those that are carried into it. A fast object
   * is not carried: where nothing moves in the frame after, the object has left.
   *
   * @return last sightings of the carried objects, in the order in which they were found
   */
  public List<Sighting> next(Processed frame) {
    List<Sighting> carried = new ArrayList<>();
    for (Sighting old : sightings) {
      boolean room = frame.found.size() + carried.size() < MOST;
      if (room && stays(old, frame)) {
        carried.add(old);
      }
    }
    List<Sighting> all = new ArrayList<>(carried);
    List<Crop> crops = frame.views.views().parts();
    for (Detection detection : frame.found) {
      boolean byWhole = crops.stream().noneMatch(crop -> holds(crop, detection.box()));
      boolean slow = isSlow(detection.box(), frame.views.moving());
      all.add(new Sighting(detection, frame.id, frame.micros, byWhole, slow));
    }
    sightings = List.copyOf(all);
    return carried;
  }

  private boolean stays(Sighting old, Processed frame) {
    Box box = old.detection().box();
    // A clock that goes back must not prolong a sighting's time.
    return old.slow()
        && Math.abs(frame.micros - old.time()) <= longestMicros
        && frame.views.moving().shareIn(box) * 100 <= MOVED
        && !isProcessed(old, frame.views.views())
        && frame.found.stream().noneMatch(found -> found.box().iou(box) > frame.iou);
  }

  /** Whether the object moved little, as its cells or its last box show, or nothing can show. */
  private boolean isSlow(Box box, MovingCells moving) {
    return moving.everywhere()
        || moving.shareIn(box) * 100 <= MOVED
        || sightings.stream().anyMatch(old -> old.detection().box().iou(box) > SLOW);
  }

  private static boolean isProcessed(Sighting old, Views views) {
    return (old.byWhole() && views.whole())
        || views.parts().stream().anyMatch(crop -> holds(crop, old.detection().box()));
  }

  private static boolean holds(Crop crop, Box box) {
    return box.x() >= crop.x()
        && box.y() >= crop.y()
        && box.right() <= crop.x() + crop.width()
        && box.bottom() <= crop.y() + crop.height();
  }

  /** Returns the last sightings of all objects, for a checkpoint. */
  public List<Sighting> sightings() {
    return sightings;
  }

  /** Continues from a checkpoint. */
  public void restore(List<Sighting> stored) {
    sightings = List.copyOf(stored);
  }

  /** Forgets all objects: other models, or another scene. */
  public void clear() {
    sightings = List.of();
  }
}
