package io.manako.operator;

import io.manako.operator.swap.ModelChange;
import io.manako.operator.swap.SwapOptions;
import java.io.Serializable;
import java.util.List;

/**
 * What a {@link SwappingInferenceOperator} is made of.
 *
 * @param options of the models that the job begins with
 * @param provider opens these and others
 * @param swap how models are swapped
 * @param known changes that were published before the job started
 */
public record SwapSettings(
    InferenceOptions options,
    FramePipeline.Provider provider,
    SwapOptions swap,
    List<ModelChange> known)
    implements Serializable {
  public SwapSettings {
    known = List.copyOf(known);
  }
}
