package io.manako.detect;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Merges the detections of a picture's views. Parts of the picture show small objects best; the
 * view of the whole picture counts for the others. Boxes that the edge of a part cuts off are
 * ranked last, so that they never replace the whole object in another view.
 */
public final class ViewMerger {
  /** Fraction of a part's side above which the whole picture shows an object better. */
  private static final float LARGE = 0.5f;

  /** Pixels between an object and the edge of a part that shows it wholly. */
  private static final int MARGIN = 4;

  /** Fraction of a part's side from an inner edge within which a box may be cut off. */
  private static final float EDGE = 0.02f;

  /** Fraction of a box inside a better one of another view above which both are the same object. */
  private static final float PART = 0.7f;

  private final DetectorSettings settings;
  private final WholeView whole;

  /** Decides which boxes of the view of the whole picture count. */
  private interface WholeView {
    boolean counts(Box box, List<Crop> parts);
  }

  private ViewMerger(DetectorSettings settings, WholeView whole) {
    this.settings = settings;
    this.whole = whole;
  }

  /**
   * Returns a merger for tiles of equal size that cover the picture: the view of the whole picture
   * counts for objects that are too large for a tile.
   *
   * @param settings IoU threshold and limits; a box below the score threshold never replaces one
   *     above
   */
  public static ViewMerger ofTiles(DetectorSettings settings) {
    return new ViewMerger(settings, (box, parts) -> isLarge(box, parts.get(0)));
  }

  /**
   * Returns a merger for crops that cover parts of the picture: the view of the whole picture
   * counts wherever no crop shows an object wholly and larger.
   *
   * @param settings IoU threshold and limits; a box below the score threshold never replaces one
   *     above
   */
  public static ViewMerger ofCrops(DetectorSettings settings) {
    return new ViewMerger(
        settings,
        (box, parts) -> parts.stream().noneMatch(crop -> !isLarge(box, crop) && shows(crop, box)));
  }

  /** Whether a box lies in a part of the picture, clear of its edges. */
  private static boolean shows(Crop part, Box box) {
    return box.x() >= part.x() + MARGIN
        && box.y() >= part.y() + MARGIN
        && box.right() <= part.x() + part.width() - MARGIN
        && box.bottom() <= part.y() + part.height() - MARGIN;
  }

  /**
   * Detection in a view.
   *
   * @param finding the detection with its key points
   * @param view index of the view, 0 for the whole picture
   * @param cut whether the view's edge may cut the box off
   */
  private record Seen(Finding finding, int view, boolean cut) {
    Detection detection() {
      return finding.detection();
    }

    Box box() {
      return detection().box();
    }
  }

  /**
   * Merges the detections of all views.
   *
   * @param byRun detections in each view, in the order of {@link Views#runs}, in pixels of the
   *     picture
   * @return detections sorted by score (falling), class id, x, y
   */
  public List<Finding> merge(List<List<Finding>> byRun, Views views) {
    List<Seen> candidates = new ArrayList<>();
    int first = views.whole() ? 1 : 0;
    if (views.whole()) {
      byRun.get(0).stream()
          .filter(finding -> whole.counts(finding.detection().box(), views.parts()))
          .forEach(finding -> candidates.add(new Seen(finding, 0, false)));
    }
    for (int part = 0; part < views.parts().size(); part++) {
      for (Finding finding : byRun.get(first + part)) {
        boolean cut = isCut(finding.detection().box(), views.parts().get(part), views.picture());
        candidates.add(new Seen(finding, part + 1, cut));
      }
    }
    candidates.sort(
        Comparator.comparing(this::isFaint)
            .thenComparing(Seen::cut)
            .thenComparing(Seen::detection, Detector.ORDER));
    List<Seen> kept = new ArrayList<>();
    candidates.stream().filter(c -> stays(c, kept)).forEach(kept::add);
    return kept.stream()
        .map(Seen::finding)
        .sorted(Detector.FINDINGS)
        .limit(settings.maxDetections())
        .toList();
  }

  private boolean isFaint(Seen seen) {
    return seen.detection().score() < settings.scoreThreshold();
  }

  private static boolean isLarge(Box box, Crop part) {
    return box.width() > LARGE * part.width() || box.height() > LARGE * part.height();
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
        .noneMatch(
            better ->
                settings.suppresses(better.detection(), candidate.detection())
                    || (competes(candidate, better) && covers(better, candidate)));
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
