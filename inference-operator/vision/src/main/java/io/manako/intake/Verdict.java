package io.manako.intake;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import java.util.List;
import java.util.Locale;

/**
 * Judgement of a detector's answers on the trial picture.
 *
 * @param kind outcome
 * @param reason what is wrong, as a clause; empty unless the answers are nonsense
 * @param weight evidence for this reading, 0 or more: the best scores times their agreement with
 *     the mirrored picture
 */
record Verdict(Kind kind, String reason, double weight) {
  /** Number of boxes that no trial picture has. */
  static final int TOO_MANY = 200;

  /** Overlap with the mirrored picture below which boxes do not follow their objects. */
  private static final double LEAST_AGREEMENT = 0.35;

  /** Share of the picture's side within which a box lies at a border. */
  private static final float BORDER = 0.03f;

  private static final int FEW = 3;
  private static final int COUNTED = 5;

  /** Outcome of a trial. */
  enum Kind {
    PLAUSIBLE,
    NOTHING_FOUND,
    NONSENSE
  }

  static Verdict of(List<Detection> seen, List<Detection> mirrored, Image image) {
    if (seen.isEmpty()) {
      return new Verdict(Kind.NOTHING_FOUND, "", 0);
    }
    if (seen.size() >= TOO_MANY) {
      return nonsense(seen.size() + " boxes were found in one picture");
    }
    if (seen.size() >= FEW && areAlike(seen)) {
      return nonsense("all " + seen.size() + " boxes are the same");
    }
    if (seen.size() >= FEW && seen.stream().allMatch(d -> isAtBorder(d.box(), image))) {
      return nonsense("all " + seen.size() + " boxes lie at the border of the picture");
    }
    double agreement = Mirror.agreement(seen, mirrored, image.width());
    if (agreement < LEAST_AGREEMENT) {
      return nonsense(
          String.format(
              Locale.ROOT,
              "the boxes do not move with the objects when the picture is mirrored (overlap %.2f)",
              agreement));
    }
    double best = seen.stream().limit(COUNTED).mapToDouble(Detection::score).sum();
    return new Verdict(Kind.PLAUSIBLE, "", best * agreement);
  }

  private static Verdict nonsense(String reason) {
    return new Verdict(Kind.NONSENSE, reason, 0);
  }

  private static boolean areAlike(List<Detection> seen) {
    Box first = seen.get(0).box();
    return seen.stream().allMatch(d -> d.box().iou(first) > 0.95f);
  }

  /** Whether a box touches a border and is a sliver there. */
  private static boolean isAtBorder(Box box, Image image) {
    float width = BORDER * image.width();
    float height = BORDER * image.height();
    return box.right() < width
        || box.bottom() < height
        || box.x() > image.width() - width
        || box.y() > image.height() - height;
  }
}
