package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Finds objects in whole pictures. */
record FrameDetector(OpenModel model, Detector detector) {

  /** Objects in each of the first {@code count} pictures. */
  List<List<Detection>> detect(BatchInput input, int count) {
    List<Tensor> outputs = model.run(input, count);
    List<List<Detection>> found = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      found.add(detector.detect(outputs, n, input.placement(n)));
    }
    return found;
  }
}
