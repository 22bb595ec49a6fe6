package io.manako.cli;

import io.manako.model.ModelStore;
import io.manako.operator.FramePipeline;
import io.manako.operator.InferenceOptions;
import io.manako.operator.ModelPipeline;
import java.nio.file.Path;

/** The usual pipeline over the models on this machine. */
public final class LocalPipeline {
  private LocalPipeline() {}

  /** Opens the models that the options name, from the folder that they name. */
  public static FramePipeline open(InferenceOptions options) {
    String home = options.modelHome();
    ModelStore store = home == null ? ModelStore.standard() : new ModelStore(Path.of(home));
    return ModelPipeline.open(options, store::load);
  }
}
