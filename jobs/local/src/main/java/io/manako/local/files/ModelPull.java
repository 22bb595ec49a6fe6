package io.manako.local.files;

import io.manako.local.terminal.Screen;
import io.manako.model.Model;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import java.util.Locale;

/** Fetches a model to this machine before a command needs it. */
public final class ModelPull {
  /** Detector that the job uses by default. */
  public static final String DEFAULT_DETECTOR = "ssdlite-mobilenet-v2-coco";

  /** Classifier that the job uses by default. */
  public static final String DEFAULT_CLASSIFIER = "mobilenet-v1-1.0-224-imagenet";

  /** Segmenter that the job uses by default. */
  public static final String DEFAULT_SEGMENTER = "deeplab-v3-mobilenet-v2-voc";

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
