package io.manako.operator.pipeline;

import io.manako.detect.Classifier;
import io.manako.operator.FrameResult.Classified;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Classifies whole pictures. */
record FrameClassifier(OpenModel model, Classifier classifier) {
  private static final int WHOLE_FRAME = -1;

  /** Returns one classification of each of the first {@code count} pictures. */
  List<List<Classified>> classify(BatchInput input, int count) {
    List<Tensor> outputs = model.run(input, count);
    List<List<Classified>> answers = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      answers.add(List.of(new Classified(WHOLE_FRAME, classifier.classify(outputs, n))));
    }
    return answers;
  }
}
