package io.manako.dashboard.feed;

import io.manako.job.JobConfigOptions;
import java.util.List;

/**
 * The topics that the page reads; those that do not exist are waited for.
 *
 * @param frames of which single records are read
 * @param detections one record per frame
 * @param classifications one record per frame or object
 * @param segmentations one record per frame
 * @param tracks one record per frame
 * @param events of zones, lines and cameras
 * @param deadLetters with what could not be processed
 * @param control with zones and lines
 */
public record TopicNames(
    String frames,
    String detections,
    String classifications,
    String segmentations,
    String tracks,
    String events,
    String deadLetters,
    String control) {
  /** The contract's own names. */
  public static final TopicNames STANDARD =
      new TopicNames(
          JobConfigOptions.FRAMES.defaultValue(),
          JobConfigOptions.DETECTIONS.defaultValue(),
          JobConfigOptions.CLASSIFICATIONS.defaultValue(),
          JobConfigOptions.SEGMENTATIONS.defaultValue(),
          JobConfigOptions.TRACKS.defaultValue(),
          JobConfigOptions.EVENTS.defaultValue(),
          JobConfigOptions.DEAD_LETTERS.defaultValue(),
          JobConfigOptions.CONTROL.defaultValue());

  /** All but the frames. */
  List<String> results() {
    return List.of(
        detections, classifications, segmentations, tracks, events, deadLetters, control);
  }
}
