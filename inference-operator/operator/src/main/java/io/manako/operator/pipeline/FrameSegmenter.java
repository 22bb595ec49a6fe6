package io.manako.operator.pipeline;

import io.manako.detect.Segment;
import io.manako.detect.Segmenter;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Segments whole pictures. */
record FrameSegmenter(OpenModel model, Segmenter segmenter) {

  /** Returns the segments of each of the first {@code count} pictures. */
  List<List<Segment>> segment(BatchInput input, int count) {
    List<Tensor> outputs = model.run(input, count);
    List<List<Segment>> answers = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      answers.add(segmenter.segment(outputs, n, input.placement(n)));
    }
    return answers;
  }
}
