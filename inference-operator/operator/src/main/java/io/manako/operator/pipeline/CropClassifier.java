package io.manako.operator.pipeline;

import io.manako.detect.Box;
import io.manako.detect.Classification;
import io.manako.detect.Classifier;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.operator.FrameResult.Classified;
import io.manako.tensor.Crop;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Classifies each detected object on its own, in batches over the objects of all pictures. */
final class CropClassifier {
  private final OpenModel model;
  private final Classifier classifier;
  private final BatchInput input;

  CropClassifier(OpenModel model, Classifier classifier) {
    this.model = model;
    this.classifier = classifier;
    this.input = model.newObjectInput();
  }

  /**
   * Classifies all objects.
   *
   * @param images the pictures
   * @param detections the detections of each picture
   * @return the classes of each picture's detections, in their order
   */
  List<List<Classified>> classify(List<Image> images, List<List<Detection>> detections) {
    List<List<Classified>> answers = new ArrayList<>(images.size());
    List<Place> waiting = new ArrayList<>(model.maxBatch());
    for (int n = 0; n < images.size(); n++) {
      List<Detection> found = detections.get(n);
      List<Classified> answer = new ArrayList<>(found.size());
      answers.add(answer);
      for (int i = 0; i < found.size(); i++) {
        input.put(waiting.size(), images.get(n), crop(found.get(i).box(), images.get(n)));
        waiting.add(new Place(answer, i));
        if (waiting.size() == model.maxBatch()) {
          run(waiting);
        }
      }
    }
    run(waiting);
    return answers;
  }

  /** Time of all runs so far, in ns. */
  long runNanos() {
    return model.runNanos();
  }

  /** The answer that a crop's classes belong to. */
  private record Place(List<Classified> answer, int detection) {}

  private void run(List<Place> crops) {
    if (crops.isEmpty()) {
      return;
    }
    List<Tensor> outputs = model.run(input, crops.size());
    for (int n = 0; n < crops.size(); n++) {
      List<Classification> topK = classifier.classify(outputs, n);
      Place place = crops.get(n);
      place.answer.add(new Classified(place.detection, topK));
    }
    crops.clear();
  }

  /** The whole pixels that a box touches, at least one. */
  static Crop crop(Box box, Image image) {
    int left = Math.min((int) box.x(), image.width() - 1);
    int top = Math.min((int) box.y(), image.height() - 1);
    int right = Math.min((int) Math.ceil(box.right()), image.width());
    int bottom = Math.min((int) Math.ceil(box.bottom()), image.height());
    return new Crop(left, top, Math.max(right - left, 1), Math.max(bottom - top, 1));
  }
}
