package io.manako.track.objects;

import io.manako.detect.Box;
import io.manako.time.EventTime;
import java.time.Instant;
import java.util.List;

/**
 * Confirmed tracks in one frame.
 *
 * @param time time of the capture
 * @param width width of the picture in pixels
 * @param height height of the picture in pixels
 * @param list tracks that are seen in the frame, each once
 */
public record Sightings(Instant time, int width, int height, List<Sighting> list) {
  /** Distance from an edge of the picture within which a box ends at it, as a fraction. */
  private static final double RIM = 0.01;

  /**
   * Distance from the left or right edge within which a box ends at it, as a fraction of the box's
   * width. People go that far from the last box that a detector finds until they are out of sight.
   */
  private static final double LAST_STEP = 0.25;

  public Sightings {
    list = List.copyOf(list);
  }

  long micros() {
    return EventTime.micros(time);
  }

  /** Whether a box ends at an edge of the picture, where objects come and go. */
  boolean isAtBorder(Box box) {
    double sideways = Math.max(RIM * width, LAST_STEP * box.width());
    double upright = RIM * height;
    return box.x() <= sideways
        || box.right() >= width - sideways
        || box.y() <= upright
        || box.bottom() >= height - upright;
  }
}
