package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Task;

/**
 * What a model with its weights takes for a frame, on one core.
 *
 * @param model its name
 * @param task what it answers
 * @param engine that ran it, on one thread
 * @param batch pictures in a run
 * @param inferenceMillis per picture, mean
 * @param postprocessMillis per picture, mean: decoding of boxes, suppression, ranking, masks
 * @param weightBytes once in a JVM; 0 if the engine does not say
 * @param arenaBytes in each subtask; 0 if the engine does not say
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
