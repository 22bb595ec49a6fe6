package io.manako.operator.options;

import java.io.Serializable;

/**
 * The segmenter.
 *
 * @param model name or folder
 * @param minShare share of the pixels of a frame from which a class is reported, 0 … 1
 */
public record SegmenterOptions(String model, float minShare) implements Serializable {
  public SegmenterOptions {
    ModelConfigOptions.MIN_SHARE.check(minShare);
  }

  SegmenterOptions withModel(String name) {
    return new SegmenterOptions(name, minShare);
  }
}
