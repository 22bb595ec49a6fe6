package io.manako.operator.models;

import static java.util.Objects.requireNonNull;

import io.manako.operator.Subtask;
import io.manako.operator.batch.LoadedModels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The configured models for all frames. */
public final class FixedModels implements ModelSchedule {
  private final ModelOpener opener;
  private volatile @Nullable LoadedModels models;

  public FixedModels(ModelOpener opener) {
    this.opener = opener;
  }

  @Override
  public LoadedModels open(Subtask subtask) {
    LoadedModels opened = opener.openRequired(ModelSet.CONFIGURED);
    models = opened;
    return opened;
  }

  @Override
  public LoadedModels at(Instant eventTime) {
    return requireNonNull(models, "the models are open");
  }

  @Override
  public void close() {
    LoadedModels held = models;
    models = null;
    if (held != null) {
      held.close();
    }
  }
}
