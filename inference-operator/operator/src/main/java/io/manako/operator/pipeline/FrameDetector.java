package io.manako.operator.pipeline;

import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.detect.Finding;
import io.manako.detect.Tiling;
import io.manako.detect.ViewMerger;
import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds objects in the views of pictures: whole pictures, tiles, or crops where something moves.
 */
final class FrameDetector {
  private final OpenModel model;
  private final Detector detector;
  private final Tiling tiling;
  private final int mostCrops;
  private final DetectorSettings reported;
  private final ViewMerger ofTiles;
  private final ViewMerger ofCrops;

  /**
   * Opens no inputs yet.
   *
   * @param detector detector with a score threshold at or below the reported one
   * @param parts parts of a picture that are processed
   * @param reported thresholds of reported detections
   */
  FrameDetector(OpenModel model, Detector detector, Parts parts, DetectorSettings reported) {
    this.model = model;
    this.detector = detector;
    this.tiling = parts.tiling;
    this.mostCrops = parts.mostCrops;
    this.reported = reported;
    this.ofTiles = ViewMerger.ofTiles(reported);
    this.ofCrops = ViewMerger.ofCrops(reported);
  }

  /**
   * Parts of a picture that are processed.
   *
   * @param tiling tiles of pictures without a focus
   * @param mostCrops largest number of crops of a picture with a focus, 0 without
   */
  record Parts(Tiling tiling, int mostCrops) {}

  /**
   * The objects of a picture.
   *
   * @param reported detections to report, sorted by score (descending), class id, x, y
   * @param faint weaker detections, in the same order
   */
  record Found(List<Finding> reported, List<Finding> faint) {}

  OpenModel model() {
    return model;
  }

  /** Longer side of the network's input in pixels. */
  int inputSide() {
    return Math.max(model.spec().input().width(), model.spec().input().height());
  }

  /** Creates inputs for the views of a batch of pictures. */
  ViewInputs newInputs() {
    return new ViewInputs(model, Math.max(tiling.views(), mostCrops + 1));
  }

  /** Returns the views of a picture without a focus. */
  Views views(Image image) {
    List<Crop> all = tiling.of(image.width(), image.height());
    return new Views(all.get(0), true, all.subList(1, all.size()));
  }

  /** Finds the objects of the first {@code count} pictures. */
  List<Found> detect(ViewInputs inputs, int count) {
    return found(inputs, inputs.run(count, detector::find), 0);
  }

  /** Finds the objects of the n-th picture alone. */
  List<Found> detectAlone(ViewInputs inputs, int n) {
    return found(inputs, List.of(inputs.runAlone(n, detector::find)), n);
  }

  private List<Found> found(ViewInputs inputs, List<List<List<Finding>>> byPicture, int first) {
    List<Found> found = new ArrayList<>(byPicture.size());
    for (int i = 0; i < byPicture.size(); i++) {
      found.add(split(merged(inputs.views(first + i), byPicture.get(i))));
    }
    return found;
  }

  private List<Finding> merged(Views views, List<List<Finding>> byRun) {
    if (views.parts().isEmpty()) {
      return views.whole() ? byRun.get(0) : List.of();
    }
    return (mostCrops > 0 ? ofCrops : ofTiles).merge(byRun, views);
  }

  private Found split(List<Finding> sorted) {
    int faint = 0;
    while (faint < sorted.size()
        && sorted.get(faint).detection().score() >= reported.scoreThreshold()) {
      faint++;
    }
    return new Found(
        List.copyOf(sorted.subList(0, faint)), List.copyOf(sorted.subList(faint, sorted.size())));
  }
}
