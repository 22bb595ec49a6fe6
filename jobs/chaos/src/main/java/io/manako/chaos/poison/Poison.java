package io.manako.chaos.poison;

import io.manako.operator.FrameRecord;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Frames that kill the process.
 *
 * @param frames camera and sequence of each
 */
record Poison(List<Place> frames) implements Serializable {
  /** One frame of a camera. */
  record Place(String camera, long sequence) implements Serializable {}

  /** Reads {@link #toString}'s text. */
  static Poison parse(String text) {
    return new Poison(
        Arrays.stream(text.split(",", -1))
            .map(frame -> frame.split("/", 2))
            .map(parts -> new Place(parts[0], Long.parseLong(parts[1])))
            .toList());
  }

  boolean contains(FrameRecord frame) {
    return frames.contains(new Place(frame.cameraId(), frame.sequence()));
  }

  @Override
  public String toString() {
    return frames.stream()
        .map(frame -> frame.camera() + "/" + frame.sequence())
        .collect(Collectors.joining(","));
  }
}
