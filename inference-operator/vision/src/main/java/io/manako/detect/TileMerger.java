package io.manako.detect;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes one picture's detections of those of its views. The tiles see small objects best; the view
 * of the whole picture counts for objects that are too large for them. What the edge of a tile cuts
 * off comes last, so that it never takes the place of the whole object in a neighbour.
 */
public final class TileMerger {
  /** An object of more than this part of a tile's side is better seen in the whole picture. */
  private static final float LARGE = 0.5f;

  /** Nearer to a tile's inner edge than this part of its side, a box may be cut off. */
  private static final float EDGE = 0.02f;

  /** A box of which more than this lies in a better one of another view is the same object. */
  private static final float PART = 0.7f;

  private final DetectorSettings settings;

  /**
   * @param settings IoU threshold and limits; what is weaker than the score threshold never takes
   *     the place of what is not
   */
  public TileMerger(DetectorSettings settings) {
    this.settings = settings;
  }

  /** A detection, its view (0 for the whole picture) and whether the view's edge may cut it off. */
  private record Seen(Detection detection, int view, boolean cut) {
    Box box() {
      return detection.box();
    }
  }

  /**
   * Merges.
   *
   * @param byView the detections in each view, in pixels of the picture
   * @param views the whole picture, then its tiles ({@link Tiling#of})
   * @return sorted by score (down), class id, x, y
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

  /** A small object before a large one that only the whole picture shows stays. */
  private boolean covers(Seen better, Seen candidate) {
    if (better.box().iou(candidate.box()) > settings.iouThreshold()) {
      return true;
    }
    boolean comparable = candidate.cut() || better.view() > 0;
    return comparable
        && better.view() != candidate.view()
        && part(candidate.box(), better.box()) > PART;
  }

  /** How much of the smaller box lies in the other one. */
  private static float part(Box a, Box b) {
    float w = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
    float h = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
    return w <= 0 || h <= 0 ? 0 : w * h / Math.min(a.area(), b.area());
  }
}
