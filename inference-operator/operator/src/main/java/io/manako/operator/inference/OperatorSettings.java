package io.manako.operator.inference;

import io.manako.operator.FrameTracer;
import io.manako.operator.ResultCheck;
import io.manako.operator.Subtask.Overlap;
import io.manako.operator.options.InferenceOptions;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one operator.
 *
 * @param options options of the job
 * @param tracers provider of the tracers of results
 * @param check check that rejects results that cannot be written
 * @param overlap whether decoding and inference take turns
 * @param metrics metric group; null for the group that Flink gives to the operator
 */
record OperatorSettings(
    InferenceOptions options,
    FrameTracer.Provider tracers,
    ResultCheck check,
    Overlap overlap,
    @Nullable MetricGroup metrics) {}
