package io.manako.track;

/**
 * State of one track in the tracker.
 *
 * @param id number of the track: 1, 2, 3 … in the order of confirmation; 0 while tentative
 * @param phase phase of its life
 * @param hits number of frames in which it was seen
 * @param classId class id in the model's label map
 * @param label name of the class
 * @param lastSeen event time of the last detection, µs since 1970
 * @param motion motion as estimated at {@code lastSeen}
 */
public record TrackState(
    long id, Phase phase, int hits, int classId, String label, long lastSeen, BoxMotion motion) {

  /** Phase in the life of a track. */
  public enum Phase {
    /** Track with too few detections to be confirmed. */
    TENTATIVE,
    /** Confirmed track with a detection in the last frame. */
    CONFIRMED,
    /** Confirmed track without a detection in the last frame. */
    LOST
  }

  TrackState lost() {
    return phase == Phase.LOST
        ? this
        : new TrackState(id, Phase.LOST, hits, classId, label, lastSeen, motion.ofConstantSize());
  }
}
