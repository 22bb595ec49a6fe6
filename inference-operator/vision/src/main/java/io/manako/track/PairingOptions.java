package io.manako.track;

import java.io.Serializable;

/**
 * Overlaps from which a track and a box may be paired, chosen for the small boxes and low frame
 * rates of overview cameras.
 *
 * @param margin fraction, 0 … 1, of its width and height by which a box is widened on each side
 *     before overlaps are computed
 * @param highOverlap least overlap (IoU times score), 0 … 1, in the first association
 * @param lowOverlap least IoU, 0 … 1, in the second association
 * @param tentativeOverlap least overlap (IoU times score), 0 … 1, with a tentative track
 * @param classAware whether a track continues only with boxes of its own class
 */
public record PairingOptions(
    double margin,
    double highOverlap,
    double lowOverlap,
    double tentativeOverlap,
    boolean classAware)
    implements Serializable {

  public static final PairingOptions DEFAULT = new PairingOptions(0.3, 0.2, 0.6, 0.3, true);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public PairingOptions {
    Fraction.require("margin", margin);
    Fraction.require("high-overlap", highOverlap);
    Fraction.require("low-overlap", lowOverlap);
    Fraction.require("tentative-overlap", tentativeOverlap);
  }
}
