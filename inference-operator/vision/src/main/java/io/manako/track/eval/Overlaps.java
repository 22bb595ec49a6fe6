package io.manako.track.eval;

import io.manako.track.LinearAssignment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** IoU of every object with every track in one frame. */
final class Overlaps {
  /**
   * Gain of a pair, which outweighs any sum of overlaps in one frame, so that the number of pairs
   * counts first.
   */
  private static final double PAIR_WORTH = 1e4;

  private final List<MotEntry> truth;
  private final List<MotEntry> tracks;
  private final double[][] iou;

  Overlaps(List<MotEntry> truth, List<MotEntry> tracks) {
    this.truth = truth;
    this.tracks = tracks;
    iou = new double[truth.size()][tracks.size()];
    for (int i = 0; i < truth.size(); i++) {
      for (int j = 0; j < tracks.size(); j++) {
        iou[i][j] = truth.get(i).box().iou(tracks.get(j).box());
      }
    }
  }

  double iou(int object, int track) {
    return iou[object][track];
  }

  /**
   * Pairs objects and tracks by the rule of CLEAR-MOT.
   *
   * @param least least IoU of a pair
   * @param previous track id by object id in the previous frame
   * @return the index of the track of each object, or −1
   */
  int[] pairs(double least, Map<Long, Long> previous) {
    int[] pairs = new int[truth.size()];
    Arrays.fill(pairs, -1);
    boolean[] taken = new boolean[tracks.size()];
    for (int i = 0; i < pairs.length; i++) {
      Long track = previous.get(truth.get(i).id());
      for (int j = 0; track != null && j < taken.length; j++) {
        if (tracks.get(j).id() == track && iou[i][j] >= least) {
          pairs[i] = j;
          taken[j] = true;
        }
      }
    }
    int[] rest = LinearAssignment.maximise(gains(least, pairs, taken));
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = pairs[i] >= 0 ? pairs[i] : rest[i];
    }
    return pairs;
  }

  private double[][] gains(double least, int[] pairs, boolean[] taken) {
    double[][] gain = new double[pairs.length][taken.length];
    for (int i = 0; i < pairs.length; i++) {
      for (int j = 0; j < taken.length; j++) {
        boolean free = pairs[i] < 0 && !taken[j] && iou[i][j] >= least;
        gain[i][j] = free ? PAIR_WORTH + iou[i][j] : 0;
      }
    }
    return gain;
  }
}
