package io.manako.wire;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.ResultCheck;

/** Checks that the values of a result's records can be written, and discards them. */
public final class WritableResults implements ResultCheck {
  private static final long serialVersionUID = 1L;

  private static final DetectionContract DETECTIONS = new DetectionContract();
  private static final ClassificationContract CLASSIFICATIONS = new ClassificationContract();
  private static final SegmentationContract SEGMENTATIONS = new SegmentationContract();

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
