package io.manako.chaos.load;

import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;

/**
 * Operator for the job of a {@link LoadedJob}. That process makes it by its name, so it has a
 * constructor without arguments.
 */
public interface Fitting {

  /** Returns the operator's factory. */
  InferenceOperatorFactory inference(InferenceOptions options);

  /** Receives requests of the check while the job runs. */
  default void tell(String word) {
    throw new IllegalArgumentException(getClass().getName() + " does not know '" + word + "'");
  }

  /** Operator of the product, unchanged. */
  final class Product implements Fitting {
    /** Constructor without arguments. */
    public Product() {}

    @Override
    public InferenceOperatorFactory inference(InferenceOptions options) {
      return new InferenceOperatorFactory(options);
    }
  }
}
