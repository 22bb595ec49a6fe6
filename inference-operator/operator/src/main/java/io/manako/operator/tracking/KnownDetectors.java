package io.manako.operator.tracking;

import io.manako.model.ModelCatalog;
import io.manako.model.ModelException;
import io.manako.model.ModelSpec;
import io.manako.model.ModelStore;
import io.manako.model.Task;
import io.manako.model.TrackScores;
import io.manako.operator.options.ModelConfigOptions;
import io.manako.operator.options.TrackScoreBook;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;

/** Detectors that can be described where the job is submitted. */
final class KnownDetectors {
  private KnownDetectors() {}

  /**
   * Returns the scores of the catalog's detectors, which a running job may be given, and of the
   * configured one.
   *
   * @throws IllegalArgumentException if the options contradict each other or the configured model
   */
  static TrackScoreBook scores(ReadableConfig config) {
    ModelCatalog catalog = ModelCatalog.standard();
    Map<String, TrackScores> byModel = new HashMap<>();
    catalog.entries().stream()
        .filter(entry -> entry.task() == Task.DETECTION)
        .forEach(entry -> byModel.put(entry.name(), entry.trackScores()));
    String configured = ModelConfigOptions.DETECTOR_MODEL.get(config);
    if (!catalog.has(configured)) {
      configured = describe(config, byModel);
    }
    Double high = TrackingConfigOptions.HIGH_SCORE.get(config);
    Double low = TrackingConfigOptions.LOW_SCORE.get(config);
    TrackScoreBook book = new TrackScoreBook(high, low, byModel);
    double highest = book.of(configured).high();
    if (low != null && low > highest) {
      throw TrackingConfigOptions.LOW_SCORE.refusal(
          low, "at most 'tracking.high-score', " + highest);
    }
    return book;
  }

  /**
   * Adds a model of the user's own and returns its name. The job may be submitted from a machine
   * that has no such model: the tasks refuse one that is missing there too.
   */
  private static String describe(ReadableConfig config, Map<String, TrackScores> byModel) {
    String reference = ModelConfigOptions.DETECTOR_MODEL.get(config);
    String home = ModelConfigOptions.MODEL_HOME.get(config);
    ModelStore store = home == null ? ModelStore.standard() : new ModelStore(Path.of(home));
    try {
      ModelSpec spec = store.describe(reference);
      byModel.put(spec.name(), spec.trackScores());
      return spec.name();
    } catch (ModelException notHere) {
      return reference;
    }
  }
}
