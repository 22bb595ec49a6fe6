package io.manako.detect;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Merges the detections of a picture's views. The tiles show small objects best; the view of the
 * whole picture counts for objects that are too large for them. Boxes that the edge of a tile cuts
 * off are ranked last, so that they never replace the whole object in a neighbour.
 */
public final class TileMerger {
  /** Fraction of a tile's side above which the whole picture shows an object better. */
  private static final float LARGE = 0.5f;

  /** Fraction of a tile's side from an inner edge within which a box may be cut off. */
  private static final float EDGE = 0.02f;

  /** Fraction of a box inside a better one of another view above which both are the same object. */
  private static final float PART = 0.7f;

  private final DetectorSettings settings;

  /**
   * Creates a merger.
   *
   * @param settings IoU threshold and limits; a box below the score threshold never replaces one
   *     above
   */
  public TileMerger(DetectorSettings settings) {
    this.settings = settings;
  }

  /**
   * Detection in a view.
   *
   * @param detection the detection
   * @param view index of the view, 0 for the whole picture
   * @param cut whether the view's edge may cut the box off
   */
  private record Seen(Detection detection, int view, boolean cut) {
    Box box() {
      return detection.box();
    }
  }

  /**
   * Merges the detections of all views.
   *
   * @param byView detections in each view, in pixels of the picture
   * @param views the whole picture, then its tiles ({@link Tiling#of})
   * @return detections sorted by score (falling), class id, x, y
   */
  public List<Detection> merge(List<List<Detection>> byView, List<Crop> views) {
    List<Seen> candidates = new ArrayList<>();
    for (int view = 0; view < views.size(); view++) {
      for (Detection detection : byView.get(view)) {
        if (view > 0) {
          boolean cut = isCut(detection.box(), views.get(view), views.get(0));
          candidates.add(new Seen(detection, view, cut));
        } else if (isLarge(detection.box(), views.get(1))) {
          candidates.add(new Seen(detection, view, false));
        }
      }
    }
    candidates.sort(
        Comparator.comparing(this::isFaint)
            .thenComparing(Seen::cut)
            .thenComparing(Seen::detection, Detector.ORDER));
    List<Seen> kept = new ArrayList<>();
    candidates.stream().filter(c -> stays(c, kept)).forEach(kept::add);
    return kept.stream()
        .map(Seen::detection)
        .sorted(Detector.ORDER)
        .limit(settings.maxDetections())
        .toList();
  }

  private boolean isFaint(Seen seen) {
    return seen.detection().score() < settings.scoreThreshold();
  }

  private static boolean isLarge(Box box, Crop tile) {
    return box.width() > LARGE * tile.width() || box.height() > LARGE * tile.height();
  }

  private static boolean isCut(Box box, Crop tile, Crop picture) {
    float dx = EDGE * tile.width();
    float dy = EDGE * tile.height();
    int right = tile.x() + tile.width();
    int bottom = tile.y() + tile.height();
    return (tile.x() > 0 && box.x() < tile.x() + dx)
        || (tile.y() > 0 && box.y() < tile.y() + dy)
        || (right < picture.width() && box.right() > right - dx)
        || (bottom < picture.height() && box.bottom() > bottom - dy);
  }

  private boolean stays(Seen candidate, List<Seen> kept) {
    return kept.stream()
        .noneMatch(better -> competes(candidate, better) && covers(better, candidate));
  }

  private boolean competes(Seen a, Seen b) {
    return settings.classAgnostic() || a.detection().classId() == b.detection().classId();
  }

  /**
   * Whether a better box covers a candidate. A small object in front of a large one that only the
   * whole picture shows is not covered.
   */
  private boolean covers(Seen better, Seen candidate) {
    if (better.box().iou(candidate.box()) > settings.iouThreshold()) {
      return true;
    }
    boolean comparable = candidate.cut() || better.view() > 0;
    return comparable
        && better.view() != candidate.view()
        && part(candidate.box(), better.box()) > PART;
  }

  /** Returns the fraction of the smaller box that lies in the other one. */
  private static float part(Box a, Box b) {
    float w = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
    float h = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
    return w <= 0 || h <= 0 ? 0 : w * h / Math.min(a.area(), b.area());
  }
}
