package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Task;

/**
 * Time of a model with its weights for a frame, on one core.
 *
 * @param model name of the model
 * @param task task of the model
 * @param engine engine that ran it, on one thread
 * @param batch pictures per run
 * @param inferenceMillis mean time per picture
 * @param postprocessMillis mean time per picture for decoding of boxes, suppression, ranking, masks
 * @param weightBytes bytes of weights, once per JVM; 0 if the engine does not report them
 * @param arenaBytes bytes of activations, per subtask; 0 if the engine does not report them
 */
public record ModelTime(
    String model,
    Task task,
    Kind engine,
    int batch,
    double inferenceMillis,
    double postprocessMillis,
    long weightBytes,
    long arenaBytes) {}
