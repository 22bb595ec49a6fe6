package io.manako.wire;

import io.manako.model.ModelCatalog;
import io.manako.model.NearestName;
import io.manako.model.Task;
import io.manako.operator.ModelSlot;
import io.manako.operator.options.InferenceOptions;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Models that control records may name, and the slots for which they may name them. The offers are
 * fixed when the job is submitted, so every TaskManager refuses the same records.
 *
 * @param models models of the catalog, by name
 * @param slots slots that the job uses; if empty, records about models are not read
 */
public record ModelOffers(Map<String, Offer> models, Set<ModelSlot> slots) implements Serializable {
  /** Offers of a job that does not read records about models. */
  public static final ModelOffers NONE = new ModelOffers(Map.of(), Set.of());

  public ModelOffers {
    models = new LinkedHashMap<>(models);
    slots = slots.isEmpty() ? EnumSet.noneOf(ModelSlot.class) : EnumSet.copyOf(slots);
  }

  /**
   * Model of the catalog.
   *
   * @param version version of its weights
   * @param task result that the model computes
   * @param uri origin of the model
   */
  public record Offer(String version, Task task, String uri) implements Serializable {}

  /** Returns a catalog's models for the slots of a job. */
  public static ModelOffers of(ModelCatalog catalog, InferenceOptions options) {
    Set<ModelSlot> slots = EnumSet.allOf(ModelSlot.class);
    slots.removeIf(slot -> !options.uses(slot));
    return of(catalog, slots);
  }

  /** Returns a catalog's models for some slots. */
  public static ModelOffers of(ModelCatalog catalog, Set<ModelSlot> slots) {
    Map<String, Offer> models = new LinkedHashMap<>();
    catalog
        .entries()
        .forEach(e -> models.put(e.name(), new Offer(e.version(), e.task(), e.source())));
    return new ModelOffers(models, slots);
  }

  /**
   * Returns the slot of that name.
   *
   * @throws IllegalArgumentException with a sentence, if the job has no such slot
   */
  ModelSlot slot(String name) {
    return slots.stream()
        .filter(slot -> slot.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "slot is %s; this job has the slots %s"
                        .formatted(
                            SceneReader.shortened(name),
                            slots.stream()
                                .map(ModelSlot::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * Returns the model of that name.
   *
   * @throws IllegalArgumentException with a sentence, if the model is unknown or has another task
   */
  Offer model(String name, ModelSlot slot) {
    List<String> fit =
        models.entrySet().stream()
            .filter(entry -> entry.getValue().task() == slot.task())
            .map(Map.Entry::getKey)
            .toList();
    if (fit.contains(name)) {
      return Objects.requireNonNull(models.get(name));
    }
    String hint = NearestName.hint(name, fit);
    if (models.containsKey(name)) {
      throw new IllegalArgumentException(
          "model %s is made for %s, but the slot %s needs %s; %s"
              .formatted(
                  name,
                  spelled(Objects.requireNonNull(models.get(name)).task()),
                  slot.wireName(),
                  spelled(slot.task()),
                  hint));
    }
    throw new IllegalArgumentException(
        "model %s is not in the catalog; %s".formatted(SceneReader.shortened(name), hint));
  }

  private static String spelled(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }
}
