package io.manako.dashboard.feed;

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
          "video.frames",
          "video.detections",
          "video.classifications",
          "video.segmentations",
          "video.tracks",
          "video.events",
          "video.dead-letters",
          "video.control");

  /** All but the frames. */
  List<String> results() {
    return List.of(
        detections, classifications, segmentations, tracks, events, deadLetters, control);
  }
}
