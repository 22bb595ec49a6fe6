package io.manako.operator.options;

import io.manako.detect.Suppression;
import io.manako.detect.Tiling;
import io.manako.focus.FocusOptions;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of the detector.
 *
 * @param model name or folder of the model
 * @param scoreThreshold lowest score of a detection, 0 … 1, null for the model's own
 * @param iouThreshold overlap above which the weaker box is suppressed, 0 … 1, null for the model's
 *     own
 * @param nms boxes that suppress each other
 * @param classes names of the classes that are reported; empty for all
 * @param tiles parts in which a picture is processed
 * @param focus options of crops where something moves; null to process whole pictures or tiles
 * @param tracks scores at which tracking uses weaker detections, by model; null without tracking
 */
public record DetectorOptions(
    String model,
    @Nullable Float scoreThreshold,
    @Nullable Float iouThreshold,
    Suppression nms,
    List<String> classes,
    Tiling tiles,
    @Nullable FocusOptions focus,
    @Nullable TrackScoreBook tracks)
    implements Serializable {
  public DetectorOptions {
    classes = List.copyOf(classes);
    ModelConfigOptions.SCORE_THRESHOLD.check(scoreThreshold);
    ModelConfigOptions.IOU_THRESHOLD.check(iouThreshold);
    if (focus != null && !tiles.equals(Tiling.NONE)) {
      throw ModelConfigOptions.TILES.refusal(
          tiles.toString(),
          "1 while 'detector.focus' is motion, because tiles process the whole frame each time");
    }
  }

  DetectorOptions withModel(String name) {
    return new DetectorOptions(
        name, scoreThreshold, iouThreshold, nms, classes, tiles, focus, tracks);
  }

  DetectorOptions withTracks(TrackScoreBook scores) {
    return new DetectorOptions(
        model, scoreThreshold, iouThreshold, nms, classes, tiles, focus, scores);
  }

  /**
   * Returns the lowest score of the detections that are sought: the reported ones, and weaker ones
   * that tracking uses.
   *
   * @param name name of the detector that runs, as its records have it
   * @param reported lowest score of a reported detection, 0 … 1
   */
  public float lowestScore(String name, float reported) {
    return tracks == null ? reported : Math.min(reported, (float) tracks.of(name).low());
  }
}
