package io.manako.track.eval;

import io.manako.track.LinearAssignment;
import java.util.Map;

/**
 * Identity measures (Ristani et al., ECCV 2016 workshops, section 3): objects and tracks are
 * assigned once for the whole video, so that the fewest boxes are wrong.
 *
 * @param truePositives number of boxes of objects that their assigned track covers
 * @param groundTruth number of boxes in the ground truth
 * @param hypotheses number of boxes of the tracker
 */
public record IdentityScore(int truePositives, int groundTruth, int hypotheses) {

  /**
   * Compares tracks with the ground truth.
   *
   * @param truth ground truth, whose entries with score 0 are not evaluated
   * @param tracks tracks of the tracker
   * @param leastOverlap IoU from which a track covers an object, 0.5 by convention
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

  /** Identity precision: fraction of the tracker's boxes that are right, 0 … 1. */
  public double idp() {
    return Ratio.of(truePositives, hypotheses);
  }

  /** Identity recall: fraction of the ground truth's boxes that are found, 0 … 1. */
  public double idr() {
    return Ratio.of(truePositives, groundTruth);
  }
}
