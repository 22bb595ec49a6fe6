package io.manako.operator.options;

import io.manako.operator.ModelSlot;
import io.manako.operator.options.ClassifierOptions.ClassifierMode;
import io.manako.operator.options.ModelConfigOptions.ClassifierChoice;
import java.io.Serializable;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of a job, at least one, and the model of each.
 *
 * @param detector null to detect nothing
 * @param classifier null to classify nothing
 * @param segmenter null to segment nothing
 */
public record TaskOptions(
    @Nullable DetectorOptions detector,
    @Nullable ClassifierOptions classifier,
    @Nullable SegmenterOptions segmenter)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} if the tasks are not compatible. */
  public TaskOptions {
    if (detector == null && classifier == null && segmenter == null) {
      throw new IllegalArgumentException(
          "There is nothing to do: 'detector.enabled' is false, 'classifier.mode' is off and"
              + " 'segmenter.enabled' is false. Switch one of them on.");
    }
    if (detector == null && classifier != null && classifier.mode() == ClassifierMode.CROP) {
      throw ModelConfigOptions.CLASSIFIER_MODE.refusal(
          ClassifierChoice.CROP, "off or frame while 'detector.enabled' is false");
    }
  }

  static TaskOptions of(ReadableConfig config) {
    return new TaskOptions(
        ModelConfigOptions.detector(config),
        ModelConfigOptions.classifier(config),
        ModelConfigOptions.segmenter(config));
  }

  boolean uses(ModelSlot slot) {
    return switch (slot) {
      case DETECTOR -> detector != null;
      case CLASSIFIER -> classifier != null;
      case SEGMENTER -> segmenter != null;
    };
  }

  TaskOptions withModel(ModelSlot slot, String name) {
    return switch (slot) {
      case DETECTOR -> withDetector(detector == null ? null : detector.withModel(name));
      case CLASSIFIER ->
          new TaskOptions(
              detector, classifier == null ? null : classifier.withModel(name), segmenter);
      case SEGMENTER ->
          new TaskOptions(
              detector, classifier, segmenter == null ? null : segmenter.withModel(name));
    };
  }

  TaskOptions withTracks(TrackScoreBook scores) {
    return withDetector(detector == null ? null : detector.withTracks(scores));
  }

  private TaskOptions withDetector(@Nullable DetectorOptions other) {
    return new TaskOptions(other, classifier, segmenter);
  }

  TaskOptions detectorAlone() {
    return new TaskOptions(detector, null, null);
  }
}
