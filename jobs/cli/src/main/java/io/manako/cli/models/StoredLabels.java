package io.manako.cli.models;

import io.manako.intake.LabelChoice;
import io.manako.local.files.ModelPull;
import io.manako.model.ModelStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of classes from the user's file and from the models of a store.
 *
 * @param store store that may have the catalog's classifier, whose names are ImageNet's
 * @param file file of the user, or null
 */
record StoredLabels(ModelStore store, @Nullable Path file) implements LabelChoice.Sources {
  @Override
  public List<String> imagenet() {
    return store.has(ModelPull.DEFAULT_CLASSIFIER)
        ? store.describe(ModelPull.DEFAULT_CLASSIFIER).labels()
        : List.of();
  }
}
