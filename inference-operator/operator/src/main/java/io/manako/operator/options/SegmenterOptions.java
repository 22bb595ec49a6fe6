package io.manako.operator.options;

import java.io.Serializable;

/**
 * Options of the segmenter.
 *
 * @param model name or folder of the model
 * @param minShare lowest share of a frame's pixels at which a class is reported, 0 … 1
 */
public record SegmenterOptions(String model, float minShare) implements Serializable {
  public SegmenterOptions {
    ModelConfigOptions.MIN_SHARE.check(minShare);
  }

  SegmenterOptions withModel(String name) {
    return new SegmenterOptions(name, minShare);
  }
}
