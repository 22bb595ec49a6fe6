package io.manako.operator.pipeline;

import io.manako.detect.Finding;
import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.tensor.Crop;
import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Views of a batch's pictures in a detector's inputs, one after the other, so that the views of
 * several pictures run together: a picture with one view and one with four take five places.
 */
final class ViewInputs {
  private final OpenModel model;
  private final List<BatchInput> inputs = new ArrayList<>();
  private final List<Views> pictures = new ArrayList<>();

  /** Place of each picture's first view, and after the last one the number of all views. */
  private final List<Integer> starts = new ArrayList<>(List.of(0));

  /** Reads the detections of one view from the outputs of its run. */
  interface Reader {
    List<Finding> read(List<Tensor> outputs, int n, Placement placement);
  }

  /**
   * Creates inputs for {@link OpenModel#maxBatch} pictures.
   *
   * @param mostViews largest number of views of a picture
   */
  ViewInputs(OpenModel model, int mostViews) {
    this.model = model;
    for (int i = 0; i < mostViews; i++) {
      inputs.add(model.newInput());
    }
  }

  /** Takes a picture as the n-th, in place of an n-th one whose views did not all fit. */
  void put(int n, Image image, Views views) {
    truncate(n);
    int place = starts.get(n);
    for (Crop view : views.runs()) {
      inputs.get(place / model.maxBatch()).put(place % model.maxBatch(), image, view);
      place++;
    }
    pictures.add(views);
    starts.add(place);
  }

  private void truncate(int n) {
    pictures.subList(n, pictures.size()).clear();
    starts.subList(n + 1, starts.size()).clear();
  }

  /** Views of the n-th picture. */
  Views views(int n) {
    return pictures.get(n);
  }

  /** Returns the detections of each view of the first {@code count} pictures. */
  List<List<List<Finding>>> run(int count, Reader reader) {
    int views = starts.get(count);
    List<List<Finding>> byView = new ArrayList<>(views);
    for (int first = 0; first < views; first += model.maxBatch()) {
      BatchInput input = inputs.get(first / model.maxBatch());
      int run = Math.min(model.maxBatch(), views - first);
      List<Tensor> outputs = model.run(input, run);
      for (int i = 0; i < run; i++) {
        byView.add(reader.read(outputs, i, input.placement(i)));
      }
    }
    List<List<List<Finding>>> byPicture = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      byPicture.add(byView.subList(starts.get(n), starts.get(n + 1)));
    }
    return byPicture;
  }

  /**
   * Returns the detections of each view of the n-th picture, each run alone. Views of earlier
   * pictures are overwritten.
   */
  List<List<Finding>> runAlone(int n, Reader reader) {
    List<List<Finding>> byView = new ArrayList<>();
    for (int place = starts.get(n); place < starts.get(n + 1); place++) {
      BatchInput input = inputs.get(place / model.maxBatch());
      input.moveToFront(place % model.maxBatch());
      byView.add(reader.read(model.run(input, 1), 0, input.placement(0)));
    }
    return byView;
  }

  /** Drops all pictures. */
  void clear() {
    truncate(0);
  }
}
