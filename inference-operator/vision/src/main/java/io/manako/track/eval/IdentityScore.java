package io.manako.track.eval;

import io.manako.track.LinearAssignment;
import java.util.Map;

/**
 * The identity measures (Ristani et al., ECCV 2016 workshops, section 3): objects and tracks are
 * assigned once for the whole video, so that the fewest boxes are wrong.
 *
 * @param truePositives boxes of objects that their own track covers
 * @param groundTruth boxes of the ground truth
 * @param hypotheses boxes of the tracker
 */
public record IdentityScore(int truePositives, int groundTruth, int hypotheses) {

  /**
   * Compares tracks with the ground truth.
   *
   * @param truth entries with score 0 are not evaluated
   * @param leastOverlap IoU from which on a track covers an object, by convention 0.5
   */
  public static IdentityScore of(MotSequence truth, MotSequence tracks, double leastOverlap) {
    MotSequence evaluated = truth.evaluated();
    Map<Long, Integer> rows = Identities.indices(evaluated);
    Map<Long, Integer> columns = Identities.indices(tracks);
    double[][] together = new double[rows.size()][columns.size()];
    for (MotEntry object : evaluated.entries()) {
      for (MotEntry track : tracks.frame(object.frame())) {
        if (object.box().iou(track.box()) >= leastOverlap) {
          together[rows.get(object.id())][columns.get(track.id())]++;
        }
      }
    }
    int[] trackOf = LinearAssignment.maximise(together);
    int truePositives = 0;
    for (int i = 0; i < trackOf.length; i++) {
      truePositives += trackOf[i] < 0 ? 0 : (int) together[i][trackOf[i]];
    }
    return new IdentityScore(truePositives, evaluated.entries().size(), tracks.entries().size());
  }

  /** Harmonic mean of {@link #idp()} and {@link #idr()}, 0 … 1. */
  public double idf1() {
    return Ratio.of(2.0 * truePositives, groundTruth + hypotheses);
  }

  /** Part of the tracker's boxes that are right. */
  public double idp() {
    return Ratio.of(truePositives, hypotheses);
  }

  /** Part of the ground truth's boxes that are found. */
  public double idr() {
    return Ratio.of(truePositives, groundTruth);
  }
}
