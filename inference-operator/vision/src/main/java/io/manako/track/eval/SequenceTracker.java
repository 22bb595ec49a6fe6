package io.manako.track.eval;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.track.Track;
import io.manako.track.Tracker;
import io.manako.track.TrackerOptions;
import io.manako.track.TrackerState;
import io.manako.track.TrackerStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tracks the boxes of a file, so that the tracker can be compared with others on equal boxes. */
public final class SequenceTracker {
  private static final double NANOS = 1e9;

  /** Mark of an unknown score in MOTChallenge, which is taken as 1. */
  private static final float UNKNOWN = -1;

  private final Tracker tracker;
  private final double framesPerSecond;
  private final Function<Track, Box> box;

  /**
   * Creates a tracker of sequences.
   *
   * @param options options of the tracker
   * @param framesPerSecond frame rate of the video, above 0 and at most 1000
   * @param box box of a track that is returned, such as {@link Track#box} or {@link Track#smoothed}
   */
  public SequenceTracker(TrackerOptions options, double framesPerSecond, Function<Track, Box> box) {
    if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          "the frame rate is " + framesPerSecond + ", it must be above 0 and at most 1000");
    }
    this.framesPerSecond = framesPerSecond;
    this.box = box;
    tracker = new Tracker(options);
  }

  /** Returns the score of every box, where an unknown one is 1. */
  public static List<Float> scores(MotSequence detections) {
    return detections.entries().stream().map(SequenceTracker::score).toList();
  }

  /**
   * Returns the confirmed tracks of every frame.
   *
   * @throws IllegalArgumentException if a score is neither 0 … 1 nor −1
   */
  public MotSequence track(MotSequence detections) {
    List<MotEntry> tracks = new ArrayList<>();
    TrackerState state = TrackerState.EMPTY;
    for (int frame = 1; frame <= detections.length(); frame++) {
      TrackerStep step = tracker.update(state, time(frame), boxes(detections.frame(frame)));
      for (Track track : step.tracks()) {
        tracks.add(new MotEntry(frame, track.id(), box.apply(track), track.score()));
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
    float score = score(entry);
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

  private static float score(MotEntry entry) {
    return entry.score() == UNKNOWN ? 1 : entry.score();
  }
}
