package io.manako.operator.pipeline;

import io.manako.detect.Detection;
import io.manako.detect.Finding;
import io.manako.detect.Keypoint;
import io.manako.detect.Segment;
import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.operator.Answered;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.pipeline.FrameDetector.Found;
import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pictures in the input buffers of the models that process them. */
final class ModelBatch implements PictureBatch {
  /** Width and height of the black picture of {@link #probe}, in pixels. */
  private static final int BLACK_SIDE = 64;

  private static final Found NOTHING = new Found(List.of(), List.of());

  private final Stages stages;
  private final @Nullable ViewInputs forDetector;
  private final @Nullable BatchInput forClassifier;
  private final @Nullable BatchInput forSegmenter;

  /** Pictures to cut crops from; empty without a crop classifier. */
  private final List<Image> images = new ArrayList<>();

  /**
   * The models that process a picture.
   *
   * @param detector detector; null to detect nothing
   * @param classifier classifier of whole pictures, or null
   * @param cropClassifier classifier of detected objects, or null
   * @param segmenter segmenter of whole pictures, or null
   */
  record Stages(
      @Nullable FrameDetector detector,
      @Nullable FrameClassifier classifier,
      @Nullable CropClassifier cropClassifier,
      @Nullable FrameSegmenter segmenter) {

    long runNanos() {
      long detecting = detector == null ? 0 : detector.model().runNanos();
      long classifying = classifier == null ? 0 : classifier.model().runNanos();
      long crops = cropClassifier == null ? 0 : cropClassifier.runNanos();
      long segmenting = segmenter == null ? 0 : segmenter.model().runNanos();
      return detecting + classifying + crops + segmenting;
    }
  }

  ModelBatch(Stages stages) {
    this.stages = stages;
    this.forDetector = stages.detector == null ? null : stages.detector.newInputs();
    this.forClassifier = stages.classifier == null ? null : stages.classifier.model().newInput();
    this.forSegmenter = stages.segmenter == null ? null : stages.segmenter.model().newInput();
  }

  @Override
  public void put(int n, Image image) {
    if (stages.detector != null) {
      put(n, image, stages.detector.views(image));
    } else {
      putWhole(n, image);
    }
  }

  @Override
  public void put(int n, Image image, Views views) {
    if (forDetector != null) {
      forDetector.put(n, image, views);
    }
    putWhole(n, image);
  }

  private void putWhole(int n, Image image) {
    if (forClassifier != null) {
      forClassifier.put(n, image, Crop.of(image));
    }
    if (forSegmenter != null) {
      forSegmenter.put(n, image, Crop.of(image));
    }
    if (stages.cropClassifier != null) {
      images.add(image);
    }
  }

  @Override
  public Answers run(int count) {
    return answers(() -> detect(count), images, count);
  }

  @Override
  public Answers runAlone(int n) {
    if (forClassifier != null) {
      forClassifier.moveToFront(n);
    }
    if (forSegmenter != null) {
      forSegmenter.moveToFront(n);
    }
    List<Image> pictures = stages.cropClassifier == null ? images : images.subList(n, n + 1);
    return answers(() -> detectAlone(n), pictures, 1);
  }

  @Override
  public void probe() {
    clear();
    put(0, new Image(BLACK_SIDE, BLACK_SIDE, new byte[BLACK_SIDE * BLACK_SIDE * 3]));
    run(1);
  }

  private Answers answers(Supplier<List<Found>> detection, List<Image> pictures, int count) {
    long start = System.nanoTime();
    long before = stages.runNanos();
    List<Found> found = detection.get();
    List<List<Detection>> detections = found.stream().map(f -> detections(f.reported())).toList();
    List<List<Classified>> classes = classify(count, pictures, detections);
    List<List<Segment>> segments = segment(count);
    List<Answered> answers = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      Found objects = found.get(n);
      answers.add(
          new Answered(
                  detections.get(n), detections(objects.faint()), classes.get(n), segments.get(n))
              .withKeypoints(keypoints(objects.reported())));
    }
    long inference = stages.runNanos() - before;
    return new Answers(answers, inference, System.nanoTime() - start - inference);
  }

  private static List<Detection> detections(List<Finding> findings) {
    return findings.stream().map(Finding::detection).toList();
  }

  /** Returns the key points of each object, or an empty list if no object has any. */
  private static List<List<Keypoint>> keypoints(List<Finding> findings) {
    return findings.stream().allMatch(f -> f.keypoints().isEmpty())
        ? List.of()
        : findings.stream().map(Finding::keypoints).toList();
  }

  private List<Found> detect(int count) {
    return stages.detector == null || forDetector == null
        ? Collections.nCopies(count, NOTHING)
        : stages.detector.detect(forDetector, count);
  }

  private List<Found> detectAlone(int n) {
    return stages.detector == null || forDetector == null
        ? List.of(NOTHING)
        : stages.detector.detectAlone(forDetector, n);
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

  private List<List<Segment>> segment(int count) {
    return stages.segmenter == null || forSegmenter == null
        ? Collections.nCopies(count, List.of())
        : stages.segmenter.segment(forSegmenter, count);
  }

  @Override
  public void clear() {
    images.clear();
    if (forDetector != null) {
      forDetector.clear();
    }
  }
}
