package io.manako.wire;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.ResultCheck;

/** Checks that the values of a result's records can be written, and discards them. */
public final class WritableResults implements ResultCheck {
  private static final long serialVersionUID = 1L;

  private static final DetectionSerializer DETECTIONS = new DetectionSerializer("");
  private static final ClassificationSerializer CLASSIFICATIONS = new ClassificationSerializer("");
  private static final SegmentationSerializer SEGMENTATIONS = new SegmentationSerializer("");

  @Override
  public void check(FrameResult result) {
    if (result.models().detector() != null) {
      DETECTIONS.value(result);
    }
    if (result.models().classifier() != null) {
      CLASSIFICATIONS.value(new ClassifiedItem(result, null));
      for (Classified classified : result.classifications()) {
        CLASSIFICATIONS.value(new ClassifiedItem(result, classified));
      }
    }
    if (result.models().segmenter() != null) {
      SEGMENTATIONS.value(result);
    }
  }
}
