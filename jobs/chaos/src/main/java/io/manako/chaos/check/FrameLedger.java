package io.manako.chaos.check;

import io.manako.wire.ResultRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Ledger of frames, compared with the results of a reader of committed records: each frame has
 * exactly one result, and a camera's results are in the order of its frames. Memory grows with the
 * number of frames: enough for a few million.
 */
public final class FrameLedger {
  private record Frame(String camera, long sequence) {}

  private final Set<Frame> sent = new HashSet<>();

  /**
   * Result of the comparison.
   *
   * @param sent frames sent
   * @param lost frames sent that have no result
   * @param duplicated results of frames that had one already
   * @param reordered first results that are behind a later frame's of the same camera
   * @param unknown results of frames that were never sent
   */
  public record Tally(long sent, long lost, long duplicated, long reordered, long unknown) {
    /** Returns whether each frame has its one result in its place. */
    public boolean isComplete() {
      return lost == 0 && duplicated == 0 && reordered == 0 && unknown == 0;
    }
  }

  /** Notes a frame; a camera's sequences rise. */
  public void sent(String camera, long sequence) {
    if (!sent.add(new Frame(camera, sequence))) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "frame %d of camera %s was sent before", sequence, camera));
    }
  }

  /** Returns the number of frames sent. */
  public long size() {
    return sent.size();
  }

  /**
   * Compares.
   *
   * @param results results of one topic, those of a partition in their order
   */
  public Tally check(Collection<ResultRecord> results) {
    Set<Frame> found = new HashSet<>();
    Map<String, Long> latest = new HashMap<>();
    long duplicated = 0;
    long reordered = 0;
    long unknown = 0;
    for (ResultRecord result : results) {
      Frame frame = new Frame(result.cameraId(), result.sequence());
      if (!sent.contains(frame)) {
        unknown++;
      } else if (!found.add(frame)) {
        duplicated++;
      } else if (latest.merge(frame.camera(), frame.sequence(), Math::max) > frame.sequence()) {
        reordered++;
      }
    }
    return new Tally(sent.size(), sent.size() - found.size(), duplicated, reordered, unknown);
  }
}
