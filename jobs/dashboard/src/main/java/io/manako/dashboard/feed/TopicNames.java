package io.manako.dashboard.feed;

import io.manako.job.JobConfigOptions;
import java.util.List;

/**
 * Topics that the page reads. A topic need not exist at the start.
 *
 * @param frames topic of the frames, from which single records are read
 * @param detections topic with one record for each frame
 * @param classifications topic with one record for each frame or object
 * @param segmentations topic with one record for each frame
 * @param tracks topic with one record for each frame
 * @param events topic with the events of zones, lines and cameras
 * @param deadLetters topic with records that could not be processed
 * @param control topic with zones and lines
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
  /** Names of the contract. */
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

  /** All topics but the frames. */
  List<String> results() {
    return List.of(
        detections, classifications, segmentations, tracks, events, deadLetters, control);
  }
}
