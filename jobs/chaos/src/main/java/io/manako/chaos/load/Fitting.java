package io.manako.chaos.load;

import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;

/**
 * What the job of a {@link LoadedJob} looks at frames with. Made by its name in that process, so it
 * has a constructor without arguments.
 */
public interface Fitting {

  /** What looks at frames. */
  InferenceOperatorFactory inference(InferenceOptions options);

  /** Does what the check asks for while the job runs. */
  default void tell(String word) {
    throw new IllegalArgumentException(getClass().getName() + " does not know '" + word + "'");
  }

  /** The product as it is. */
  final class Product implements Fitting {
    /** Nothing to set up. */
    public Product() {}

    @Override
    public InferenceOperatorFactory inference(InferenceOptions options) {
      return new InferenceOperatorFactory(options);
    }
  }
}
