package io.manako.track;

/**
 * What the tracker remembers of one track.
 *
 * @param id 1, 2, 3 … in the order of confirmation; 0 while tentative
 * @param phase of its life
 * @param hits frames in which it was seen
 * @param classId in the model's label map
 * @param label the class's name
 * @param lastSeen event time of the last sight, µs since 1970
 * @param motion as estimated at {@code lastSeen}
 */
public record TrackState(
    long id, Phase phase, int hits, int classId, String label, long lastSeen, BoxMotion motion) {

  /** The life of a track. */
  public enum Phase {
    /** Seen, but not often enough to be believed. */
    TENTATIVE,
    /** Believed, and seen in the last frame. */
    CONFIRMED,
    /** Believed, but not seen in the last frame. */
    LOST
  }

  TrackState lost() {
    return phase == Phase.LOST
        ? this
        : new TrackState(id, Phase.LOST, hits, classId, label, lastSeen, motion.ofConstantSize());
  }
}
