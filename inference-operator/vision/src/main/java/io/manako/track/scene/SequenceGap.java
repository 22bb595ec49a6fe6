package io.manako.track.scene;

/**
 * Frames that the camera counted never came.
 *
 * @param course the time from the last frame before the gap to the first one after it
 * @param missing number of frames, 1 or more
 */
public record SequenceGap(Evidence evidence, Course course, long missing) implements VideoEvent {

  @Override
  public EventKind kind() {
    return EventKind.SEQUENCE_GAP;
  }

  @Override
  public Long count() {
    return missing;
  }
}
