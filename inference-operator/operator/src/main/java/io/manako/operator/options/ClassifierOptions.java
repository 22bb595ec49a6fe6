package io.manako.operator.options;

import java.io.Serializable;

/**
 * Options of the classifier.
 *
 * @param model name or folder of the model
 * @param mode pictures that are classified
 * @param topK number of classes in a result, at least 1
 */
public record ClassifierOptions(String model, ClassifierMode mode, int topK)
    implements Serializable {
  public ClassifierOptions {
    ModelConfigOptions.TOP_K.check(topK);
  }

  ClassifierOptions withModel(String name) {
    return new ClassifierOptions(name, mode, topK);
  }

  /** Pictures that are classified. */
  public enum ClassifierMode {
    /** Whole frames. */
    FRAME,
    /** Each detected object on its own. */
    CROP
  }
}
