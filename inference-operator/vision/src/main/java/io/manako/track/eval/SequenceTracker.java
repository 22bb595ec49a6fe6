package io.manako.track.eval;

import io.manako.detect.Detection;
import io.manako.track.Track;
import io.manako.track.Tracker;
import io.manako.track.TrackerOptions;
import io.manako.track.TrackerState;
import io.manako.track.TrackerStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tracks the boxes of a file, so that the tracker can be compared with others on equal boxes. */
public final class SequenceTracker {
  private static final double NANOS = 1e9;

  /** Mark of an unknown score in MOTChallenge, which is taken as 1. */
  private static final float UNKNOWN = -1;

  private final Tracker tracker;
  private final double framesPerSecond;

  /**
   * Creates a tracker of sequences.
   *
   * @param options options of the tracker, whose frame interval is replaced
   * @param framesPerSecond frame rate of the video, above 0 and at most 1000
   */
  public SequenceTracker(TrackerOptions options, double framesPerSecond) {
    if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          "the frame rate is " + framesPerSecond + ", it must be above 0 and at most 1000");
    }
    this.framesPerSecond = framesPerSecond;
    tracker =
        new Tracker(
            options.withFrameInterval(Duration.ofNanos(Math.round(NANOS / framesPerSecond))));
  }

  /**
   * Returns the confirmed tracks of every frame, each with the box that was detected.
   *
   * @throws IllegalArgumentException if a score is neither 0 … 1 nor −1
   */
  public MotSequence track(MotSequence detections) {
    List<MotEntry> tracks = new ArrayList<>();
    TrackerState state = TrackerState.EMPTY;
    for (int frame = 1; frame <= detections.length(); frame++) {
      TrackerStep step = tracker.update(state, time(frame), boxes(detections.frame(frame)));
      for (Track track : step.tracks()) {
        tracks.add(new MotEntry(frame, track.id(), track.box(), track.score()));
      }
      state = step.state();
    }
    return MotSequence.of(tracks);
  }

  private Instant time(int frame) {
    return Instant.EPOCH.plusNanos(Math.round((frame - 1) * NANOS / framesPerSecond));
  }

  private static List<Detection> boxes(List<MotEntry> entries) {
    return entries.stream().map(SequenceTracker::detection).toList();
  }

  private static Detection detection(MotEntry entry) {
    float score = entry.score() == UNKNOWN ? 1 : entry.score();
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "frame %d has a box with the score %s; scores are 0 … 1, or -1 if unknown",
              entry.frame(),
              score));
    }
    return new Detection(1, "object", score, entry.box());
  }
}
