package io.manako.track;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.track.TrackState.Phase;
import java.util.List;

/**
 * Boxes around a whole group. A detector sometimes puts one large box around people who stand
 * close; a track that took it would grow over its neighbours and take their ids. A box is a group's
 * if it covers two confirmed tracks or more that are each less than half its size.
 */
final class GroupBoxes {
  /** Area of a group's box over that of each member. */
  private static final float GROWTH = 2;

  /** Part of a member's expected box that lies in the group's box. */
  private static final float COVER = 0.7f;

  /** Number of members from which a box is a group's. */
  private static final int GROUP = 2;

  private final float[] trackAreas;
  private final float[] detectionAreas;
  private final int[] members;

  /**
   * Finds the groups of one frame.
   *
   * @param tracks tracks of the previous frame
   * @param predicted expected box of each track in this frame, in pixels
   * @param detections detections of the frame
   * @param classAware whether only tracks of the box's own class are members
   */
  GroupBoxes(
      List<TrackState> tracks,
      List<Box> predicted,
      List<Detection> detections,
      boolean classAware) {
    trackAreas = areas(predicted);
    detectionAreas = areas(detections.stream().map(Detection::box).toList());
    members = new int[detectionAreas.length];
    for (int i = 0; i < trackAreas.length; i++) {
      for (int j = 0; j < members.length; j++) {
        // Nearly all pairs end at the areas, so nothing else is read before.
        if (outgrows(j, i)
            && mayBeMember(tracks.get(i), detections.get(j), classAware)
            && detections.get(j).box().intersection(predicted.get(i)) > COVER * trackAreas[i]) {
          members[j]++;
        }
      }
    }
  }

  /** Returns whether the box is a group's. */
  boolean isGroup(int detection) {
    return members[detection] >= GROUP;
  }

  /** Returns whether the box is a group's and the track may be a member, so they cannot pair. */
  boolean isGroupOver(int detection, int track) {
    return isGroup(detection) && outgrows(detection, track);
  }

  private static boolean mayBeMember(TrackState track, Detection detection, boolean classAware) {
    return track.phase() != Phase.TENTATIVE
        && (!classAware || track.classId() == detection.classId());
  }

  private boolean outgrows(int detection, int track) {
    return detectionAreas[detection] > GROWTH * trackAreas[track];
  }

  private static float[] areas(List<Box> boxes) {
    float[] areas = new float[boxes.size()];
    for (int i = 0; i < areas.length; i++) {
      areas[i] = boxes.get(i).area();
    }
    return areas;
  }
}
