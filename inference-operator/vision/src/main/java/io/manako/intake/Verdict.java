package io.manako.intake;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.intake.Views.View;
import java.util.List;
import java.util.Locale;

/**
 * Judgement of a detector's answers on the trial picture.
 *
 * @param kind outcome of the trial
 * @param reason fault of the answers, as a clause; empty unless they are nonsense
 * @param weight evidence for this reading, 0 or more: the best score times the agreement with other
 *     views of the picture, less where boxes of one class overlap in part
 */
record Verdict(Kind kind, String reason, double weight) {
  /** Number of boxes that no trial picture has. */
  static final int TOO_MANY = 200;

  /** Overlap with the mirrored picture below which boxes do not follow their objects. */
  private static final double LEAST_AGREEMENT = 0.35;

  /** Share of the picture's side within which a box lies at a border. */
  private static final float BORDER = 0.03f;

  private static final int FEW = 3;

  /** Share of the picture's sides from which a box survives in a picture half as large. */
  private static final float LARGE = 0.2f;

  /** Agreement of a view in which nothing can be compared. */
  private static final double UNKNOWN = 0.6;

  /** Overlap from which two boxes of one class touch the same object. */
  private static final float PART = 0.15f;

  /** Outcome of a trial. */
  enum Kind {
    PLAUSIBLE,
    NOTHING_FOUND,
    NONSENSE
  }

  /**
   * Judges answers.
   *
   * @param seen objects in the picture
   * @param moved objects in each of {@link Views#ALL}
   */
  static Verdict of(List<Detection> seen, List<List<Detection>> moved, Image image) {
    if (seen.isEmpty()) {
      return new Verdict(Kind.NOTHING_FOUND, "", 0);
    }
    String odd = oddity(seen, image);
    if (!odd.isEmpty()) {
      return nonsense(odd);
    }
    double agreement = agreement(seen, moved.get(0), Views.MIRRORED, image);
    if (agreement < LEAST_AGREEMENT) {
      return nonsense(stays("mirrored", agreement));
    }
    // Small objects of the smaller view may be lost; those that are found must lie right.
    List<Detection> large = seen.stream().filter(d -> isLarge(d.box(), image)).toList();
    boolean both = !large.isEmpty() && !moved.get(1).isEmpty();
    double cornered = both ? agreement(large, moved.get(1), Views.CORNERED, image) : UNKNOWN;
    if (cornered < LEAST_AGREEMENT) {
      return nonsense(stays("shrunk into a corner", cornered));
    }
    return new Verdict(
        Kind.PLAUSIBLE, "", seen.get(0).score() * agreement * cornered / (1 + entangled(seen)));
  }

  private static String oddity(List<Detection> seen, Image image) {
    if (seen.size() >= TOO_MANY) {
      return seen.size() + " boxes were found in one picture";
    }
    if (seen.size() >= FEW && areAlike(seen)) {
      return "all " + seen.size() + " boxes are the same";
    }
    boolean atBorder =
        seen.size() >= FEW && seen.stream().allMatch(d -> isAtBorder(d.box(), image));
    return atBorder ? "all " + seen.size() + " boxes lie at the border of the picture" : "";
  }

  private static String stays(String how, double agreement) {
    return String.format(
        Locale.ROOT,
        "the boxes do not move with the objects when the picture is %s (overlap %.2f)",
        how,
        agreement);
  }

  /**
   * Returns how well objects move with the picture, 0 … 1: the mean overlap of each object, at its
   * place in the view, with the best one of its class found there, weighted by score.
   */
  private static double agreement(
      List<Detection> seen, List<Detection> moved, View view, Image image) {
    double sum = 0;
    double weights = 0;
    for (Detection one : seen) {
      Box there = view.move(one.box(), image);
      double best =
          moved.stream()
              .filter(other -> other.classId() == one.classId())
              .mapToDouble(other -> there.iou(other.box()))
              .max()
              .orElse(0);
      sum += one.score() * best;
      weights += one.score();
    }
    return weights == 0 ? 0 : sum / weights;
  }

  private static boolean isLarge(Box box, Image image) {
    return box.width() > LARGE * image.width() && box.height() > LARGE * image.height();
  }

  /**
   * Counts pairs of boxes of one class that overlap in part: boxes of one object that were read
   * wrongly do not suppress each other.
   */
  private static int entangled(List<Detection> seen) {
    int pairs = 0;
    for (int i = 0; i < seen.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean sameClass = seen.get(i).classId() == seen.get(j).classId();
        pairs += sameClass && seen.get(i).box().iou(seen.get(j).box()) > PART ? 1 : 0;
      }
    }
    return pairs;
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
