package io.manako.detect;

import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Selects the best classes from the scores of a classification network. Instances serve one thread.
 */
public final class Classifier {
  private final ModelSpec spec;
  private final OutputSpec.Classes output;
  private final int topK;
  private float[] scores = new float[0];

  private Classifier(ModelSpec spec, OutputSpec.Classes output, int topK) {
    this.spec = spec;
    this.output = output;
    this.topK = topK;
  }

  /**
   * Creates the classifier of a model.
   *
   * @param spec description of the model
   * @param topK number of classes to report, at least 1
   * @throws IllegalArgumentException if the model is not a classifier
   */
  public static Classifier create(ModelSpec spec, int topK) {
    if (topK < 1) {
      throw new IllegalArgumentException("top-k is " + topK + "; it must be 1 or more");
    }
    if (spec.output() instanceof OutputSpec.Classes classes) {
      return new Classifier(spec, classes, topK);
    }
    throw new IllegalArgumentException(
        "model " + spec.name() + " gives no class scores; choose one whose task is classification");
  }

  /**
   * Compares the network's scores with the labels.
   *
   * @param outputs shapes for one picture, in the order of {@link OutputSpec#names}
   * @throws IllegalArgumentException if more than one axis has more than one element
   * @throws io.manako.model.ModelException if there are more labels than classes
   */
  public void checkFit(List<Shape> outputs) {
    Shape shape = outputs.get(0).withBatch(1);
    long axes = Arrays.stream(shape.dims()).filter(extent -> extent != 1).count();
    if (axes > 1 || shape.rank() < 2) {
      throw new IllegalArgumentException(
          "the output %s of %s has shape %s, but a classifier gives one score for each class:"
                  .formatted(output.scores(), spec.name(), shape)
              + " [N, classes] or [N, classes, 1, 1]");
    }
    spec.requireLabelsFit(shape.size());
  }

  /**
   * Returns the best classes of one picture of a batch.
   *
   * @param outputs scores [N, classes] or [N, classes, 1, 1]
   * @param n index of the picture in the batch
   * @return classes from best to worst, ties by class id; without classes whose score is not a
   *     number or below the threshold of the model
   */
  public List<Classification> classify(List<Tensor> outputs, int n) {
    Tensor tensor = outputs.get(0);
    int classes = tensor.shape().withBatch(1).size();
    if (scores.length != classes) {
      scores = new float[classes];
    }
    tensor.data().get(n * classes, scores);
    activate(scores);
    List<Classification> best = new ArrayList<>(topK);
    for (int i : ranked(scores)) {
      int classId = spec.firstClassId() + i;
      best.add(new Classification(classId, spec.label(classId), scores[i]));
    }
    return best;
  }

  private void activate(float[] x) {
    switch (output.activation()) {
      case NONE -> {}
      case SIGMOID -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = Scores.sigmoid(x[i]);
        }
      }
      case SOFTMAX -> Scores.softmax(x);
    }
  }

  /**
   * Returns the indices of the k best scores from the threshold on, by insertion because k is
   * small.
   */
  private List<Integer> ranked(float[] x) {
    float floor = output.threshold() == 0 ? Float.NEGATIVE_INFINITY : output.threshold();
    List<Integer> best = new ArrayList<>(topK + 1);
    for (int i = 0; i < x.length; i++) {
      if (!(x[i] >= floor) || (best.size() == topK && x[i] <= x[best.get(topK - 1)])) {
        continue;
      }
      int at = best.size();
      while (at > 0 && x[i] > x[best.get(at - 1)]) {
        at--;
      }
      best.add(at, i);
      if (best.size() > topK) {
        best.remove(topK);
      }
    }
    return best;
  }
}
