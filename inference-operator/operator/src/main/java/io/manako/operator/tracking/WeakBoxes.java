package io.manako.operator.tracking;

import io.manako.detect.Detection;
import io.manako.model.VisibleText;
import io.manako.operator.options.TrackScoreBook;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Notices cameras on which a detector finds boxes that are all too weak to begin a track, as with
 * thresholds that do not suit the detector. The watch reaches no record, so it is not part of a
 * checkpoint. Runs on one thread; any thread may read the number of cameras.
 */
public final class WeakBoxes {
  /** Number of frames with boxes, none of which made a track, after which a camera is noticed. */
  static final int FRAMES = 300;

  private final TrackScoreBook scores;
  private final Map<String, Streak> streaks = new HashMap<>();
  private final Consumer<String> report;
  private final AtomicInteger cameras = new AtomicInteger();

  /**
   * Creates a watch that has seen no frame.
   *
   * @param scores scores at which boxes make tracks, by detector
   * @param report receiver of one sentence for each camera that is noticed
   */
  public WeakBoxes(TrackScoreBook scores, Consumer<String> report) {
    this.scores = scores;
    this.report = report;
  }

  void register(MetricGroup group) {
    group.gauge("cameras_without_tracks", cameras::get);
  }

  /**
   * Frames of a camera in a row.
   *
   * @param frames number of frames with boxes that made no track, at most {@link #FRAMES}
   * @param best greatest score of these boxes
   * @param reported whether the camera was reported before
   */
  private record Streak(int frames, float best, boolean reported) {
    static final Streak NONE = new Streak(0, 0, false);

    boolean isLong() {
      return frames >= FRAMES;
    }
  }

  /** Takes a frame after it was tracked. A frame without boxes that may be objects says nothing. */
  public void take(FrameTracks tracks) {
    FrameDetections frame = tracks.frame();
    if (tracks.untracked() != null
        || frame.detections().stream().allMatch(d -> isFaint(d, frame))) {
      return;
    }
    Streak before = streaks.getOrDefault(frame.cameraId(), Streak.NONE);
    Streak after = next(before, tracks);
    streaks.put(frame.cameraId(), after);
    cameras.addAndGet((after.isLong() ? 1 : 0) - (before.isLong() ? 1 : 0));
    if (after.reported() && !before.reported()) {
      report.accept(sentence(frame, after.best()));
    }
  }

  /** Whether a box is in no record by its score and finds no track: in an empty scene, noise. */
  private boolean isFaint(Detection box, FrameDetections frame) {
    double high = scores.of(frame.model().name()).high();
    return box.score() < Math.min(high, frame.model().scoreThreshold());
  }

  private Streak next(Streak before, FrameTracks tracks) {
    float best = before.best();
    for (Detection detection : tracks.frame().detections()) {
      best = Math.max(best, detection.score());
    }
    boolean begins = best >= scores.of(tracks.frame().model().name()).newTrack();
    if (begins || tracks.trackIds().stream().anyMatch(id -> id > 0)) {
      return new Streak(0, 0, before.reported());
    }
    int frames = Math.min(before.frames() + 1, FRAMES);
    return new Streak(frames, best, before.reported() || frames == FRAMES);
  }

  private String sentence(FrameDetections frame, float best) {
    return String.format(
        Locale.ROOT,
        "camera %s: in %d frames with boxes, none could begin a track. The best score is %.2f, and"
            + " a box of %s begins a track from %.2f on. If the boxes are objects, set"
            + " tracking.high-score at least 0.1 below their scores, or correct tracking in the"
            + " model's model.yaml",
        VisibleText.of(frame.cameraId()),
        FRAMES,
        best,
        frame.model().name(),
        scores.of(frame.model().name()).newTrack());
  }

  /** Drops what is remembered of a camera. */
  void forget(String cameraId) {
    Streak streak = streaks.remove(cameraId);
    if (streak != null && streak.isLong()) {
      cameras.decrementAndGet();
    }
  }
}
