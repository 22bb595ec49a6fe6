package io.manako.operator;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The models of an operator, at least one.
 *
 * @param detector model that detects objects, or null
 * @param classifier model that classifies frames or objects, or null
 * @param segmenter model that segments frames, or null
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
