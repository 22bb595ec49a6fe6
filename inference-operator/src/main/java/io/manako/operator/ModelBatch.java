package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.operator.FrameResult.Classified;
import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures in the buffers of the models that look at them. */
final class ModelBatch implements PictureBatch {
  private final Stages stages;
  private final @Nullable BatchInput forDetector;
  private final @Nullable BatchInput forClassifier;

  /** Kept only to cut crops from. */
  private final List<Image> images = new ArrayList<>();

  /**
   * What looks at a picture.
   *
   * @param detector null to detect nothing
   * @param classifier of whole pictures, or null
   * @param cropClassifier of detected objects, or null
   */
  record Stages(
      @Nullable FrameDetector detector,
      @Nullable FrameClassifier classifier,
      @Nullable CropClassifier cropClassifier) {

    long runNanos() {
      long detecting = detector == null ? 0 : detector.model().runNanos();
      long classifying = classifier == null ? 0 : classifier.model().runNanos();
      long crops = cropClassifier == null ? 0 : cropClassifier.runNanos();
      return detecting + classifying + crops;
    }
  }

  ModelBatch(Stages stages) {
    this.stages = stages;
    this.forDetector = stages.detector == null ? null : stages.detector.model().newInput();
    this.forClassifier = stages.classifier == null ? null : stages.classifier.model().newInput();
  }

  @Override
  public void put(int n, Image image) {
    Crop whole = Crop.of(image);
    if (forDetector != null) {
      forDetector.put(n, image, whole);
    }
    if (forClassifier != null) {
      forClassifier.put(n, image, whole);
    }
    if (stages.cropClassifier != null) {
      images.add(image);
    }
  }

  @Override
  public Answers run(int count) {
    return look(count, images);
  }

  @Override
  public Answers runAlone(int n) {
    if (forDetector != null) {
      forDetector.moveToFront(n);
    }
    if (forClassifier != null) {
      forClassifier.moveToFront(n);
    }
    return look(1, stages.cropClassifier == null ? images : images.subList(n, n + 1));
  }

  private Answers look(int count, List<Image> pictures) {
    long start = System.nanoTime();
    long before = stages.runNanos();
    List<List<Detection>> detections = detect(count);
    List<List<Classified>> classes = classify(count, pictures, detections);
    List<Answer> answers = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      answers.add(new Answer(detections.get(n), classes.get(n)));
    }
    long inference = stages.runNanos() - before;
    return new Answers(answers, inference, System.nanoTime() - start - inference);
  }

  private List<List<Detection>> detect(int count) {
    return stages.detector == null || forDetector == null
        ? Collections.nCopies(count, List.of())
        : stages.detector.detect(forDetector, count);
  }

  private List<List<Classified>> classify(
      int count, List<Image> pictures, List<List<Detection>> detections) {
    if (stages.classifier != null && forClassifier != null) {
      return stages.classifier.classify(forClassifier, count);
    }
    return stages.cropClassifier == null
        ? Collections.nCopies(count, List.of())
        : stages.cropClassifier.classify(pictures, detections);
  }

  @Override
  public void clear() {
    images.clear();
  }
}
