package io.manako.operator;

import io.manako.operator.options.InferenceOptions;
import org.apache.flink.configuration.Configuration;

/** Options of the operator's tests. */
public final class TestOptions {
  private TestOptions() {}

  /** Batches of that size, a delay of 50 ms. */
  public static InferenceOptions batchesOf(int size) {
    return with("inference.batch-size", Integer.toString(size));
  }

  /** Defaults but for the given keys and values. */
  public static InferenceOptions with(String... keysAndValues) {
    Configuration config = new Configuration();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.setString(keysAndValues[i], keysAndValues[i + 1]);
    }
    return InferenceOptions.of(config);
  }
}
