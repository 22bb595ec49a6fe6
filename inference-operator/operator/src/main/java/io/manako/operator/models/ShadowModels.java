package io.manako.operator.models;

import io.manako.engine.EngineException;
import io.manako.model.ModelException;
import io.manako.operator.batch.LoadedModels;
import io.manako.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The models of shadows by event time. A shadow whose model no longer exists is refused and fails
 * no task.
 *
 * @param models models of the role
 * @param book all changes
 * @param swapper refuses shadows
 */
record ShadowModels(RoleModels models, ChangeBook book, ModelSwapper swapper) {

  /** The models for frames of an event time, or null if there is no shadow. */
  @Nullable LoadedModels find(Instant eventTime) throws InterruptedException {
    while (true) {
      try {
        return models.find(eventTime);
      } catch (ModelException | EngineException e) {
        long micros = EventTime.micros(eventTime);
        ModelChange gone = book.inEffect(ModelRole.SHADOW, micros).orElseThrow(() -> e);
        swapper.refuse(gone, e.getClass().getName(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** Notes that a run hangs: nothing may be freed under it. */
  void freeze() {
    models.freeze();
  }

  /** Frees the models. Called when none of them runs any more. */
  void free() {
    models.close();
  }
}
