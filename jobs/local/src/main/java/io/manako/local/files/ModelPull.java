package io.manako.local.files;

import io.manako.local.terminal.Screen;
import io.manako.model.Model;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.operator.options.ModelConfigOptions;
import java.util.Locale;

/** Fetches a model to this machine before a command needs it. */
public final class ModelPull {
  /** The detector that the job uses by default. */
  public static final String DEFAULT_DETECTOR = ModelConfigOptions.DETECTOR_MODEL.defaultValue();

  /** The classifier that the job uses by default. */
  public static final String DEFAULT_CLASSIFIER =
      ModelConfigOptions.CLASSIFIER_MODEL.defaultValue();

  /** The segmenter that the job uses by default. */
  public static final String DEFAULT_SEGMENTER = ModelConfigOptions.SEGMENTER_MODEL.defaultValue();

  private final ModelStore store;
  private final Screen screen;

  /** Fetches into a store and reports progress on a screen. */
  public ModelPull(ModelStore store, Screen screen) {
    this.store = store;
    this.screen = screen;
  }

  /**
   * Returns a model, which is fetched first if the catalog has it and this machine does not.
   *
   * @param reference a name or the path of the user's own model
   */
  public Model get(String reference) {
    ModelCatalog catalog = ModelCatalog.standard();
    if (store.has(reference) || !catalog.has(reference)) {
      return store.load(reference);
    }
    return new ModelFetcher(store)
        .fetch(
            catalog.get(reference),
            (done, total, doing) ->
                screen.doing(
                    String.format(
                        Locale.ROOT,
                        "Pulling %s, step %d of %d: %s",
                        reference,
                        done,
                        total,
                        doing)));
  }
}
