package io.manako.track.eval;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * CLEAR-MOT measures (Bernardin and Stiefelhagen, EURASIP Journal on Image and Video Processing
 * 2008) with MOTChallenge's conventions: overlap is IoU; a pair of the previous frame persists
 * while its overlap suffices; the rest is assigned for the most pairs and then the greatest
 * overlap.
 *
 * @param frames number of evaluated frames
 * @param groundTruth number of boxes in the ground truth
 * @param hypotheses number of boxes of the tracker
 * @param matches number of pairs
 * @param switches number of pairs whose object had another track in its previous pair
 * @param fragments number of times that the cover of an object resumed
 * @param objects number of tracks in the ground truth
 * @param mostlyTracked number of objects covered in at least 80 % of their frames
 * @param mostlyLost number of objects covered in less than 20 % of their frames
 * @param overlap sum of the IoU of all pairs
 */
public record ClearMot(
    int frames,
    int groundTruth,
    int hypotheses,
    int matches,
    int switches,
    int fragments,
    int objects,
    int mostlyTracked,
    int mostlyLost,
    double overlap) {
  private static final double MOSTLY = 0.8;
  private static final double HARDLY = 0.2;

  /**
   * Compares tracks with the ground truth.
   *
   * @param truth ground truth, whose entries with score 0 are not evaluated
   * @param tracks tracks of the tracker
   * @param leastOverlap IoU from which a pair may match, 0.5 by convention
   */
  public static ClearMot of(MotSequence truth, MotSequence tracks, double leastOverlap) {
    return new Count(leastOverlap).over(truth.evaluated(), tracks);
  }

  /** Number of boxes in the ground truth that no track covers. */
  public int misses() {
    return groundTruth - matches;
  }

  /** Number of boxes of the tracker that cover no object. */
  public int falsePositives() {
    return hypotheses - matches;
  }

  /**
   * Multiple object tracking accuracy: 1 − (misses + false positives + switches) / ground truth; at
   * most 1, possibly negative.
   */
  public double mota() {
    return 1 - Ratio.of(misses() + falsePositives() + switches, groundTruth);
  }

  /** Multiple object tracking precision: mean IoU of the pairs, 0 … 1. */
  public double motp() {
    return Ratio.of(overlap, matches);
  }

  public double recall() {
    return Ratio.of(matches, groundTruth);
  }

  public double precision() {
    return Ratio.of(matches, hypotheses);
  }

  private static final class Count {
    private final double leastOverlap;
    private final Map<Long, Long> lastTrack = new HashMap<>();
    private final Map<Long, Long> previousPairs = new HashMap<>();
    private final Map<Long, int[]> cover = new HashMap<>();
    private final Set<Long> interrupted = new HashSet<>();
    private int groundTruth;
    private int hypotheses;
    private int matches;
    private int switches;
    private int fragments;
    private double overlap;

    Count(double leastOverlap) {
      this.leastOverlap = leastOverlap;
    }

    ClearMot over(MotSequence truth, MotSequence tracks) {
      Set<Integer> numbers = new TreeSet<>(truth.frames().keySet());
      numbers.addAll(tracks.frames().keySet());
      numbers.forEach(n -> frame(truth.frame(n), tracks.frame(n)));
      int mostlyTracked = 0;
      int mostlyLost = 0;
      for (int[] c : cover.values()) {
        double covered = Ratio.of(c[0], c[1]);
        mostlyTracked += covered >= MOSTLY ? 1 : 0;
        mostlyLost += covered < HARDLY ? 1 : 0;
      }
      return new ClearMot(
          numbers.size(),
          groundTruth,
          hypotheses,
          matches,
          switches,
          fragments,
          cover.size(),
          mostlyTracked,
          mostlyLost,
          overlap);
    }

    private void frame(List<MotEntry> truth, List<MotEntry> tracks) {
      groundTruth += truth.size();
      hypotheses += tracks.size();
      Overlaps overlaps = new Overlaps(truth, tracks);
      int[] pairs = overlaps.pairs(leastOverlap, previousPairs);
      previousPairs.clear();
      for (int i = 0; i < pairs.length; i++) {
        long object = truth.get(i).id();
        int[] c = cover.computeIfAbsent(object, o -> new int[2]);
        c[1]++;
        if (pairs[i] < 0) {
          if (c[0] > 0) {
            interrupted.add(object);
          }
        } else {
          c[0]++;
          overlap += overlaps.iou(i, pairs[i]);
          match(object, tracks.get(pairs[i]).id());
        }
      }
    }

    private void match(long object, long track) {
      matches++;
      previousPairs.put(object, track);
      Long last = lastTrack.put(object, track);
      if (last != null && last != track) {
        switches++;
      }
      if (interrupted.remove(object)) {
        fragments++;
      }
    }
  }
}
