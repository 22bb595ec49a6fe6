package io.manako.track.eval;

import io.manako.track.LinearAssignment;
import java.util.List;
import java.util.Map;

/**
 * Higher order tracking accuracy (Luiten et al., International Journal of Computer Vision 2021,
 * sections 4 and 5), as the mean over the localisation thresholds 0.05, 0.10 … 0.95. Each value is
 * 0 … 1.
 *
 * @param hota geometric mean of detection and association for each threshold, averaged
 * @param detection DetA: TP / (TP + FN + FP)
 * @param association AssA: mean Jaccard index of the tracks of all true positives
 */
public record Hota(double hota, double detection, double association) {
  private static final int THRESHOLDS = 19;
  private static final double STEP = 0.05;
  private static final double EPSILON = 1e-9;

  /** Compares tracks with the ground truth, whose entries with score 0 are not evaluated. */
  public static Hota of(MotSequence truth, MotSequence tracks) {
    return new Matching(truth.evaluated(), tracks).score();
  }

  /** Counts over the frames, for every threshold. */
  private static final class Matching {
    private final MotSequence truth;
    private final MotSequence tracks;
    private final Map<Long, Integer> rows;
    private final Map<Long, Integer> columns;
    private final int[] objectLengths;
    private final int[] trackLengths;
    private final double[][] alignment;
    private final int[][][] together;
    private final int[] truePositives = new int[THRESHOLDS];

    Matching(MotSequence truth, MotSequence tracks) {
      this.truth = truth;
      this.tracks = tracks;
      rows = Identities.indices(truth);
      columns = Identities.indices(tracks);
      objectLengths = Identities.lengths(truth);
      trackLengths = Identities.lengths(tracks);
      alignment = new double[rows.size()][columns.size()];
      together = new int[THRESHOLDS][rows.size()][columns.size()];
    }

    Hota score() {
      truth.frames().forEach((n, objects) -> align(objects, tracks.frame(n)));
      normalise();
      truth.frames().forEach((n, objects) -> match(objects, tracks.frame(n)));
      double hota = 0;
      double detection = 0;
      double association = 0;
      int boxes = truth.entries().size() + tracks.entries().size();
      for (int a = 0; a < THRESHOLDS; a++) {
        double detA = Ratio.of(truePositives[a], boxes - truePositives[a]);
        double assA = association(a);
        hota += Math.sqrt(detA * assA) / THRESHOLDS;
        detection += detA / THRESHOLDS;
        association += assA / THRESHOLDS;
      }
      return new Hota(hota, detection, association);
    }

    /** Adds one frame to the alignment of identities, which shares out the frame's similarity. */
    private void align(List<MotEntry> objects, List<MotEntry> hypotheses) {
      Overlaps overlaps = new Overlaps(objects, hypotheses);
      double[] ofObject = new double[objects.size()];
      double[] ofTrack = new double[hypotheses.size()];
      for (int i = 0; i < ofObject.length; i++) {
        for (int j = 0; j < ofTrack.length; j++) {
          ofObject[i] += overlaps.iou(i, j);
          ofTrack[j] += overlaps.iou(i, j);
        }
      }
      for (int i = 0; i < ofObject.length; i++) {
        for (int j = 0; j < ofTrack.length; j++) {
          double iou = overlaps.iou(i, j);
          alignment[row(objects.get(i))][column(hypotheses.get(j))] +=
              Ratio.of(iou, ofObject[i] + ofTrack[j] - iou);
        }
      }
    }

    private void normalise() {
      for (int i = 0; i < alignment.length; i++) {
        for (int j = 0; j < alignment[i].length; j++) {
          alignment[i][j] /= objectLengths[i] + trackLengths[j] - alignment[i][j];
        }
      }
    }

    private void match(List<MotEntry> objects, List<MotEntry> hypotheses) {
      Overlaps overlaps = new Overlaps(objects, hypotheses);
      double[][] gain = new double[objects.size()][hypotheses.size()];
      for (int i = 0; i < gain.length; i++) {
        for (int j = 0; j < gain[i].length; j++) {
          gain[i][j] =
              alignment[row(objects.get(i))][column(hypotheses.get(j))] * overlaps.iou(i, j);
        }
      }
      int[] pairs = LinearAssignment.maximise(gain);
      for (int i = 0; i < pairs.length; i++) {
        if (pairs[i] >= 0) {
          MotEntry track = hypotheses.get(pairs[i]);
          count(row(objects.get(i)), column(track), overlaps.iou(i, pairs[i]));
        }
      }
    }

    private void count(int row, int column, double iou) {
      for (int a = 0; a < THRESHOLDS && iou >= (a + 1) * STEP - EPSILON; a++) {
        truePositives[a]++;
        together[a][row][column]++;
      }
    }

    private double association(int threshold) {
      double sum = 0;
      for (int i = 0; i < objectLengths.length; i++) {
        for (int j = 0; j < trackLengths.length; j++) {
          int both = together[threshold][i][j];
          sum += (double) both * Ratio.of(both, objectLengths[i] + trackLengths[j] - both);
        }
      }
      return Ratio.of(sum, truePositives[threshold]);
    }

    private int row(MotEntry object) {
      return rows.get(object.id());
    }

    private int column(MotEntry track) {
      return columns.get(track.id());
    }
  }
}
