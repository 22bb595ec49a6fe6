package io.manako.zoo;

import io.manako.model.ModelException;
import io.manako.model.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All published networks by name. */
public final class Zoo {
  private static final Map<String, ZooModel> MODELS = byName();

  private Zoo() {}

  private static Map<String, ZooModel> byName() {
    Map<String, ZooModel> models = new LinkedHashMap<>();
    Stream.of(MobileNets.MODELS, Classifiers.MODELS, Detectors.MODELS, Segmenters.MODELS)
        .flatMap(List::stream)
        .forEach(m -> models.put(m.name(), m));
    return models;
  }

  /** Returns every network, families together: classifiers, detectors, segmenters. */
  public static List<ZooModel> models() {
    return List.copyOf(MODELS.values());
  }

  /** Returns every name in the order of {@link #models}. */
  public static List<String> names() {
    return List.copyOf(MODELS.keySet());
  }

  /**
   * Returns the network of that name.
   *
   * @throws ModelException with the nearest names, if there is no such network
   */
  public static ZooModel find(String name) {
    ZooModel model = MODELS.get(name);
    if (model == null) {
      throw new ModelException(
          "the zoo has no network %s; %s".formatted(name, NearestName.hint(name, names())));
    }
    return model;
  }
}
