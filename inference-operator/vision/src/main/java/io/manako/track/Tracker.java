package io.manako.track;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.time.EventTime;
import io.manako.time.TimeSpan;
import io.manako.track.TrackState.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the boxes of one camera to tracks: a constant-velocity Kalman filter predicts each track's
 * box, then boxes of high score are assigned by overlap, then boxes of low score are assigned to
 * the remaining confirmed tracks (ByteTrack: Zhang et al., ECCV 2022, section 3, where lost tracks
 * get no boxes of low score). A box around a whole group continues none of its members and begins
 * no track. The tracker holds no state and reads no clock: the same frames give the same ids, and a
 * missing frame is merely elapsed time.
 */
public final class Tracker {
  /** Overlap above which a lost track duplicates a visible one. */
  private static final double DUPLICATE_IOU = 0.85;

  /** Weight of a lost track where it and a visible one compete for a box. */
  private static final double LOST_WEIGHT = 0.9;

  private final TrackerOptions options;
  private final List<Association.Stage> stages;
  private final long forgetMicros;
  private final double frameMicros;

  /** Creates a tracker, which serves any number of cameras because it holds no state. */
  public Tracker(TrackerOptions options) {
    this.options = options;
    stages = stages(options);
    forgetMicros = TimeSpan.micros(options.life().forgetAfter());
    frameMicros = options.frameInterval().toNanos() / 1000.0;
  }

  /**
   * Processes one frame.
   *
   * @param before state after the previous frame
   * @param time event time of the frame, at least that of {@code before}
   * @param detections detections of the frame in any order
   * @throws IllegalArgumentException if {@code time} goes back
   */
  public TrackerStep update(TrackerState before, Instant time, List<Detection> detections) {
    long now = EventTime.micros(time);
    if (now < before.time()) {
      throw new IllegalArgumentException(
          "a frame of %s came after one of %s; frames must be in the order of time"
              .formatted(time, EventTime.instant(before.time())));
    }
    return new Frame(before, now, detections).step();
  }

  private static List<Association.Stage> stages(TrackerOptions o) {
    PairingOptions pairing = o.pairing();
    return List.of(
        new HighStage(o.scores(), false, pairing.highOverlap()),
        new LowStage(o.scores(), pairing.lowOverlap()),
        new HighStage(o.scores(), true, pairing.tentativeOverlap()));
  }

  /** Stage for boxes of high score; a greater score weighs more. */
  private record HighStage(ScoreThresholds scores, boolean tentative, double gate)
      implements Association.Stage {
    @Override
    public boolean admits(TrackState track) {
      return (track.phase() == Phase.TENTATIVE) == tentative;
    }

    @Override
    public boolean admits(Detection detection) {
      return scores.isHigh(detection.score());
    }

    @Override
    public double gain(double iou, TrackState track, Detection detection) {
      double gain = iou * detection.score() - gate;
      return track.phase() == Phase.LOST ? LOST_WEIGHT * gain : gain;
    }
  }

  /** Stage for boxes of low score, which only confirmed tracks may get. */
  private record LowStage(ScoreThresholds scores, double gate) implements Association.Stage {
    @Override
    public boolean admits(TrackState track) {
      return track.phase() != Phase.TENTATIVE;
    }

    @Override
    public boolean admits(Detection detection) {
      return scores.isLow(detection.score());
    }

    @Override
    public double gain(double iou, TrackState track, Detection detection) {
      return iou - gate;
    }
  }

  /** Processing of one frame. */
  private final class Frame {
    private final TrackerState before;
    private final long now;
    private final List<Detection> detections;
    private final List<TrackState> after = new ArrayList<>();
    private final List<Track> seen = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private long lastId;

    Frame(TrackerState before, long now, List<Detection> detections) {
      this.before = before;
      this.now = now;
      this.detections = detections;
      lastId = before.lastId();
    }

    TrackerStep step() {
      List<TrackState> alive = new ArrayList<>();
      List<BoxMotion> predicted = new ArrayList<>();
      predict(alive, predicted);
      Association association =
          new Association(
              alive,
              predicted.stream().map(BoxMotion::box).toList(),
              detections,
              options.pairing());
      stages.forEach(association::pair);
      for (int i = 0; i < alive.size(); i++) {
        int d = association.detectionOf(i);
        if (d >= 0) {
          keep(continued(alive.get(i), predicted.get(i).seen(detections.get(d).box())), d);
        } else if (alive.get(i).phase() != Phase.TENTATIVE) {
          after.add(alive.get(i).lost());
        }
      }
      begin(association);
      dropDuplicates();
      seen.sort(Comparator.comparingLong(Track::id));
      Collections.sort(ended);
      return new TrackerStep(new TrackerState(lastId, now, after), seen, ended);
    }

    private void predict(List<TrackState> alive, List<BoxMotion> predicted) {
      for (TrackState track : before.tracks()) {
        long unseen = now - track.lastSeen();
        if (unseen <= forgetMicros) {
          alive.add(track);
          predicted.add(track.motion().after(unseen / frameMicros));
        } else if (track.id() > 0) {
          ended.add(track.id());
        }
      }
    }

    private void begin(Association association) {
      for (int d = 0; d < detections.size(); d++) {
        Detection detection = detections.get(d);
        boolean free = !association.isTaken(d) && !association.isGroup(d);
        if (free && options.scores().isNewTrack(detection.score())) {
          BoxMotion motion = BoxMotion.first(detection.box());
          keep(
              new TrackState(
                  0, Phase.TENTATIVE, 0, detection.classId(), detection.label(), now, motion),
              d);
        }
      }
    }

    private TrackState continued(TrackState t, BoxMotion motion) {
      return new TrackState(t.id(), t.phase(), t.hits(), t.classId(), t.label(), now, motion);
    }

    /** Counts a detection of a track, and assigns its id once it has enough of them. */
    private void keep(TrackState t, int detection) {
      int hits = t.hits() == Integer.MAX_VALUE ? t.hits() : t.hits() + 1;
      boolean confirmed = t.id() > 0 || hits >= options.life().confirmAfter();
      long id = confirmed && t.id() == 0 ? ++lastId : t.id();
      Phase phase = confirmed ? Phase.CONFIRMED : Phase.TENTATIVE;
      after.add(new TrackState(id, phase, hits, t.classId(), t.label(), now, t.motion()));
      if (confirmed) {
        Detection d = detections.get(detection);
        seen.add(new Track(id, detection, t.classId(), t.label(), d.score(), d.box(), t.motion()));
      }
    }

    /**
     * Ends each lost track under a visible one that has lived longer, because both follow the same
     * object.
     */
    private void dropDuplicates() {
      List<TrackState> visible = after.stream().filter(t -> t.phase() == Phase.CONFIRMED).toList();
      after.removeIf(
          t -> {
            boolean over = t.phase() == Phase.LOST && isDuplicate(t, visible);
            if (over) {
              ended.add(t.id());
            }
            return over;
          });
    }

    private boolean isDuplicate(TrackState lost, List<TrackState> visible) {
      Box box = lost.motion().after((now - lost.lastSeen()) / frameMicros).box();
      return visible.stream()
          .anyMatch(v -> v.hits() > lost.hits() && v.motion().box().iou(box) > DUPLICATE_IOU);
    }
  }
}
