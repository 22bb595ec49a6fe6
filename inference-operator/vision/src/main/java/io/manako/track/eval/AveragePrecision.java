package io.manako.track.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Average precision of the detections of one class, as COCO computes it (Lin et al., ECCV 2014; the
 * 101 recall points of its evaluation code): boxes are processed by falling score, and each takes
 * the free object that it overlaps most.
 *
 * @param at50 average precision with IoU 0.5, 0 … 1
 * @param at75 average precision with IoU 0.75, 0 … 1
 * @param mean mean over the IoUs 0.50, 0.55 … 0.95, 0 … 1
 * @param recallAt50 fraction of the objects that are found at IoU 0.5 with all boxes, 0 … 1
 */
public record AveragePrecision(double at50, double at75, double mean, double recallAt50) {
  private static final int THRESHOLDS = 10;
  private static final int INDEX_75 = 5;
  private static final int RECALL_POINTS = 101;

  /** Compares boxes with the ground truth, whose entries with score 0 are not evaluated. */
  public static AveragePrecision of(MotSequence truth, MotSequence detections) {
    MotSequence objects = truth.evaluated();
    List<MotEntry> sorted =
        detections.entries().stream().sorted(Comparator.comparingDouble(e -> -e.score())).toList();
    double[] precisions = new double[THRESHOLDS];
    for (int t = 0; t < THRESHOLDS; t++) {
      boolean[] hits = hits(objects, sorted, 0.5 + 0.05 * t);
      precisions[t] = precision(hits, objects.entries().size());
    }
    double recall = Ratio.of(count(hits(objects, sorted, 0.5)), objects.entries().size());
    double mean = Arrays.stream(precisions).average().orElse(0);
    return new AveragePrecision(precisions[0], precisions[INDEX_75], mean, recall);
  }

  /** Returns for each detection whether it found a free object. */
  private static boolean[] hits(MotSequence objects, List<MotEntry> sorted, double leastIou) {
    Map<Integer, boolean[]> found = new HashMap<>();
    boolean[] hits = new boolean[sorted.size()];
    for (int k = 0; k < hits.length; k++) {
      MotEntry detection = sorted.get(k);
      List<MotEntry> candidates = objects.frame(detection.frame());
      boolean[] taken =
          found.computeIfAbsent(detection.frame(), f -> new boolean[candidates.size()]);
      int best = best(detection, candidates, taken);
      if (best >= 0 && candidates.get(best).box().iou(detection.box()) >= leastIou - 1e-6) {
        taken[best] = true;
        hits[k] = true;
      }
    }
    return hits;
  }

  private static int best(MotEntry detection, List<MotEntry> candidates, boolean[] taken) {
    int best = -1;
    float most = 0;
    for (int i = 0; i < taken.length; i++) {
      float iou = candidates.get(i).box().iou(detection.box());
      if (!taken[i] && iou > most) {
        most = iou;
        best = i;
      }
    }
    return best;
  }

  /** Returns the area under the upper envelope of the precision, sampled at 101 recalls. */
  private static double precision(boolean[] hits, int objects) {
    if (objects == 0) {
      return 0;
    }
    double[] envelope = new double[hits.length];
    double[] recall = new double[hits.length];
    int found = 0;
    for (int k = 0; k < hits.length; k++) {
      found += hits[k] ? 1 : 0;
      envelope[k] = (double) found / (k + 1);
      recall[k] = (double) found / objects;
    }
    for (int k = hits.length - 2; k >= 0; k--) {
      envelope[k] = Math.max(envelope[k], envelope[k + 1]);
    }
    double sum = 0;
    int k = 0;
    for (int point = 0; point < RECALL_POINTS; point++) {
      while (k < recall.length && recall[k] < point / 100.0) {
        k++;
      }
      sum += k < recall.length ? envelope[k] : 0;
    }
    return sum / RECALL_POINTS;
  }

  private static int count(boolean[] hits) {
    int n = 0;
    for (boolean hit : hits) {
      n += hit ? 1 : 0;
    }
    return n;
  }
}
