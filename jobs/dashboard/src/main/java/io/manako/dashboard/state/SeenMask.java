package io.manako.dashboard.state;

import io.manako.wire.ResultRecord.Mask;
import io.manako.wire.ResultRecord.SegmentedClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Mask of a class in the form that the page draws.
 *
 * @param label name of the class
 * @param height height of the mask in pixels; the mask covers the whole frame
 * @param width width of the mask in pixels
 * @param counts run lengths, compressed as in COCO's API
 */
public record SeenMask(String label, int height, int width, String counts) {
  private static final int MOST_PIXELS = 1 << 20;

  /**
   * Greatest length of all masks of a frame together; street scenes have about 3,000 characters.
   */
  private static final int MOST_CHARACTERS = 6_000;

  /** Returns the masks that can be drawn, largest classes first, as long as there is room. */
  static List<SeenMask> of(List<SegmentedClass> segments) {
    List<SeenMask> masks = new ArrayList<>();
    int room = MOST_CHARACTERS;
    for (SegmentedClass segment : segments) {
      Mask mask = segment.mask();
      boolean drawable =
          segment.label() != null
              && mask != null
              && mask.counts() != null
              && mask.size() != null
              && mask.size().size() == 2
              && (long) mask.size().get(0) * mask.size().get(1) <= MOST_PIXELS;
      if (drawable && mask.counts().length() <= room) {
        room -= mask.counts().length();
        masks.add(
            new SeenMask(segment.label(), mask.size().get(0), mask.size().get(1), mask.counts()));
      }
    }
    return List.copyOf(masks);
  }
}
