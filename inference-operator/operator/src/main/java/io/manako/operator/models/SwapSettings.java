package io.manako.operator.models;

import io.manako.operator.inference.SwappingInferenceOperator;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.SwapOptions;
import io.manako.operator.pipeline.FramePipeline;
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
