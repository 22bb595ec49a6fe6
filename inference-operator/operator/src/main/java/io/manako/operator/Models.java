package io.manako.operator;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The models of an operator, at least one.
 *
 * @param detector null if nothing is detected
 * @param classifier null if nothing is classified
 * @param segmenter null if nothing is segmented
 */
public record Models(
    @Nullable ModelInfo detector, @Nullable ModelInfo classifier, @Nullable ModelInfo segmenter)
    implements Serializable {
  public Models {
    if (detector == null && classifier == null && segmenter == null) {
      throw new IllegalArgumentException("neither a detector nor a classifier nor a segmenter");
    }
  }

  /** Models without a segmenter. */
  public Models(@Nullable ModelInfo detector, @Nullable ModelInfo classifier) {
    this(detector, classifier, null);
  }

  /** The model in a slot, or null if the slot is not in use. */
  public @Nullable ModelInfo in(ModelSlot slot) {
    return switch (slot) {
      case DETECTOR -> detector;
      case CLASSIFIER -> classifier;
      case SEGMENTER -> segmenter;
    };
  }
}
