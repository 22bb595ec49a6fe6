package io.manako.track;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs of tracks and boxes in one frame, formed in stages; a paired track or box takes part in no
 * later stage.
 */
final class Association {
  private static final int NONE = -1;

  private final List<TrackState> tracks;
  private final Box[] predicted;
  private final List<Detection> detections;
  private final Box[] detected;
  private final boolean classAware;
  private final GroupBoxes groups;
  private final int[] detectionOfTrack;
  private final boolean[] taken;

  /**
   * Prepares the pairing of one frame. Boxes are compared with a margin around them (buffered IoU:
   * Yang et al., WACV 2023, section 3.2), so that a small box that moved by its own width still
   * overlaps itself.
   *
   * @param tracks tracks of the previous frame
   * @param predicted expected box of each track in this frame, in pixels
   * @param detections detections of the frame
   * @param options options of pairing
   */
  Association(
      List<TrackState> tracks,
      List<Box> predicted,
      List<Detection> detections,
      PairingOptions options) {
    this.tracks = tracks;
    this.predicted = widened(predicted, options.margin());
    this.detections = detections;
    detected = widened(detections.stream().map(Detection::box).toList(), options.margin());
    classAware = options.classAware();
    groups = new GroupBoxes(tracks, predicted, detections, classAware);
    detectionOfTrack = new int[tracks.size()];
    Arrays.fill(detectionOfTrack, NONE);
    taken = new boolean[detections.size()];
  }

  /** Rule for the members of a stage and the gain of a pair. */
  interface Stage {
    boolean admits(TrackState track);

    boolean admits(Detection detection);

    /** Returns the gain of a pair with this overlap; 0 or less forbids the pair. */
    double gain(double iou, TrackState track, Detection detection);
  }

  /** Pairs the stage's tracks and boxes for the greatest total gain. */
  void pair(Stage stage) {
    int[] rows = freeTracks(stage);
    int[] columns = freeDetections(stage);
    if (rows.length == 0 || columns.length == 0) {
      return;
    }
    double[][] gain = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        gain[i][j] = gain(stage, rows[i], columns[j]);
      }
    }
    int[] columnOfRow = LinearAssignment.maximise(gain);
    for (int i = 0; i < rows.length; i++) {
      if (columnOfRow[i] >= 0) {
        detectionOfTrack[rows[i]] = columns[columnOfRow[i]];
        taken[columns[columnOfRow[i]]] = true;
      }
    }
  }

  /** Returns the index of the track's detection, or −1. */
  int detectionOf(int track) {
    return detectionOfTrack[track];
  }

  boolean isTaken(int detection) {
    return taken[detection];
  }

  /** Returns whether the box is one around a whole group, which begins no track. */
  boolean isGroup(int detection) {
    return groups.isGroup(detection);
  }

  private double gain(Stage stage, int track, int detection) {
    // Nearly all pairs end here, so nothing else is read before.
    float iou = predicted[track].iou(detected[detection]);
    if (iou <= 0) {
      return 0;
    }
    Detection d = detections.get(detection);
    TrackState t = tracks.get(track);
    if (classAware && t.classId() != d.classId() || groups.isGroupOver(detection, track)) {
      return 0;
    }
    return Math.max(0, stage.gain(iou, t, d));
  }

  private static Box[] widened(List<Box> boxes, double margin) {
    return boxes.stream().map(box -> widened(box, margin)).toArray(Box[]::new);
  }

  private static Box widened(Box box, double margin) {
    double dx = margin * box.width();
    double dy = margin * box.height();
    return new Box(
        (float) (box.x() - dx),
        (float) (box.y() - dy),
        (float) (box.width() + 2 * dx),
        (float) (box.height() + 2 * dy));
  }

  private int[] freeTracks(Stage stage) {
    int[] free = new int[tracks.size()];
    int n = 0;
    for (int i = 0; i < free.length; i++) {
      if (detectionOfTrack[i] == NONE && stage.admits(tracks.get(i))) {
        free[n++] = i;
      }
    }
    return Arrays.copyOf(free, n);
  }

  private int[] freeDetections(Stage stage) {
    int[] free = new int[taken.length];
    int n = 0;
    for (int j = 0; j < free.length; j++) {
      if (!taken[j] && stage.admits(detections.get(j))) {
        free[n++] = j;
      }
    }
    return Arrays.copyOf(free, n);
  }
}
