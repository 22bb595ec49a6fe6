package io.manako.operator.models;

import io.manako.operator.ModelInfo;
import io.manako.operator.ModelSlot;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of the models that process a frame together.
 *
 * @param role role of the models' answers
 * @param replaced the models in place of the configured ones, by slot
 */
public record ModelSet(ModelRole role, Map<ModelSlot, ModelReference> replaced) {
  /** The models that the job was configured with. */
  public static final ModelSet CONFIGURED = new ModelSet(ModelRole.PRIMARY, Map.of());

  public ModelSet {
    replaced = Map.copyOf(replaced);
  }

  /** The set after one more change. */
  ModelSet with(ModelChange change) {
    Map<ModelSlot, ModelReference> models = new EnumMap<>(ModelSlot.class);
    models.putAll(replaced);
    ModelReference model = change.model();
    if (model == null) {
      models.remove(change.slot());
    } else {
      models.put(change.slot(), model);
    }
    return new ModelSet(role, models);
  }

  /** Whether there are no models, as in times without a shadow. */
  public boolean isEmpty() {
    return role == ModelRole.SHADOW && replaced.isEmpty();
  }

  /** The job's options with these models. */
  public InferenceOptions applyTo(InferenceOptions options) {
    InferenceOptions result = role == ModelRole.SHADOW ? options.detectorAlone() : options;
    for (Map.Entry<ModelSlot, ModelReference> entry : replaced.entrySet()) {
      result = result.withModel(entry.getKey(), entry.getValue().name());
    }
    return result;
  }

  /**
   * Compares the opened models with this set.
   *
   * @return sentence about the mismatch, or null
   */
  public @Nullable String mismatch(Models opened) {
    for (Map.Entry<ModelSlot, ModelReference> entry : replaced.entrySet()) {
      ModelReference asked = entry.getValue();
      ModelInfo found = opened.in(entry.getKey());
      if (found == null) {
        return "nothing was opened for the slot " + entry.getKey().wireName();
      }
      if (!found.version().equals(asked.version()) || !found.sha256().equals(asked.sha256())) {
        return "%s on this machine is version %s with sha256 %s, the record names version %s with sha256 %s; pull the model again, or name the one that is there"
            .formatted(
                asked.name(), found.version(), found.sha256(), asked.version(), asked.sha256());
      }
    }
    return null;
  }
}
