package io.manako.operator;

import io.manako.operator.swap.ChangeFeed;
import io.manako.operator.swap.SwapOptions;
import java.io.Serializable;

/**
 * What a {@link SwappingInferenceOperator} is made of.
 *
 * @param options of the models that the job begins with
 * @param provider opens these and others
 * @param swap how models are swapped
 * @param feed where changes come from
 */
public record SwapSettings(
    InferenceOptions options, FramePipeline.Provider provider, SwapOptions swap, ChangeFeed feed)
    implements Serializable {}
