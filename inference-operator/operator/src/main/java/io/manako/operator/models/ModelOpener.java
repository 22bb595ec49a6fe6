package io.manako.operator.models;

import io.manako.engine.EngineException;
import io.manako.model.ModelException;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.InferenceOptions.Batching;
import io.manako.operator.pipeline.FramePipeline;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Opens sets of models. The caller owns the opened models.
 *
 * @param options options of the job, with the configured models
 * @param provider opens pipelines
 */
public record ModelOpener(InferenceOptions options, FramePipeline.Provider provider) {

  /**
   * Opens models that may fail.
   *
   * @throws ModelException if a model is missing or unfit
   * @throws EngineException if the engine or its device is missing
   */
  LoadedModels open(ModelSet set) {
    return load(provider.open(set.applyTo(options)));
  }

  /**
   * Opens models that the job cannot go on without.
   *
   * @throws SuppressRestartsException if a model or device is missing: it is still missing after a
   *     restart
   */
  LoadedModels openRequired(ModelSet set) {
    FramePipeline opened;
    try {
      opened = provider.open(set.applyTo(options));
    } catch (ModelException | EngineException e) {
      throw new SuppressRestartsException(e);
    }
    return load(opened);
  }

  private LoadedModels load(FramePipeline pipeline) {
    return LoadedModels.over(pipeline, batching().size());
  }

  Batching batching() {
    return options.batching();
  }
}
