package io.manako.operator.pipeline;

import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.detect.TileMerger;
import io.manako.detect.Tiling;
import io.manako.image.Image;
import io.manako.tensor.Crop;
import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds objects in whole pictures and, if the options ask for tiles, in the tiles too. Each view of
 * a batch's pictures has an input of its own and runs separately, so tiles need no larger runs.
 */
final class FrameDetector {
  private final OpenModel model;
  private final Detector detector;
  private final Tiling tiling;
  private final DetectorSettings reported;
  private final TileMerger merger;

  /**
   * Creates a detector; {@link #newInputs} opens its inputs.
   *
   * @param detector detector with a score threshold at or below the reported one
   * @param reported thresholds of reported detections
   */
  FrameDetector(OpenModel model, Detector detector, Tiling tiling, DetectorSettings reported) {
    this.model = model;
    this.detector = detector;
    this.tiling = tiling;
    this.reported = reported;
    this.merger = new TileMerger(reported);
  }

  /**
   * The objects of a picture.
   *
   * @param reported detections to report, sorted by score (descending), class id, x, y
   * @param faint weaker detections, in the same order
   */
  record Found(List<Detection> reported, List<Detection> faint) {}

  OpenModel model() {
    return model;
  }

  /** Opens one input for each view. */
  List<BatchInput> newInputs() {
    return IntStream.range(0, tiling.views()).mapToObj(view -> model.newInput()).toList();
  }

  /** Takes a picture as the n-th of each input. */
  void put(List<BatchInput> inputs, int n, Image image) {
    List<Crop> views = tiling.of(image.width(), image.height());
    for (int view = 0; view < inputs.size(); view++) {
      inputs.get(view).put(n, image, views.get(view));
    }
  }

  /** Finds the objects in each of the first {@code count} pictures. */
  List<Found> detect(List<BatchInput> inputs, int count) {
    List<List<List<Detection>>> byPicture = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      byPicture.add(new ArrayList<>(inputs.size()));
    }
    for (BatchInput input : inputs) {
      List<Tensor> outputs = model.run(input, count);
      for (int n = 0; n < count; n++) {
        byPicture.get(n).add(detector.detect(outputs, n, input.placement(n)));
      }
    }
    List<Found> found = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      found.add(split(merged(byPicture.get(n), inputs.get(0).placement(n))));
    }
    return found;
  }

  private List<Detection> merged(List<List<Detection>> byView, Placement picture) {
    return byView.size() == 1
        ? byView.get(0)
        : merger.merge(byView, tiling.of(picture.width(), picture.height()));
  }

  private Found split(List<Detection> sorted) {
    int faint = 0;
    while (faint < sorted.size() && sorted.get(faint).score() >= reported.scoreThreshold()) {
      faint++;
    }
    return new Found(
        List.copyOf(sorted.subList(0, faint)), List.copyOf(sorted.subList(faint, sorted.size())));
  }
}
