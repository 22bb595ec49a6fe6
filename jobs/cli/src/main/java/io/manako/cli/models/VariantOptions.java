package io.manako.cli.models;

import io.manako.zoo.Variant;
import io.manako.zoo.ZooModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose a member of a family of networks. */
final class VariantOptions {
  @Option(
      names = "--alpha",
      paramLabel = "WIDTH",
      description = "Multiplier of the channels, the papers' α (default: the network's own).")
  private @Nullable Double alpha;

  @Option(
      names = "--input",
      paramLabel = "PIXELS",
      description = "Rows and columns of the input (default: the network's own).")
  private @Nullable Integer input;

  @Option(
      names = "--classes",
      paramLabel = "COUNT",
      description =
          "Number of classes, for detectors with the background (default: the network's" + " own).")
  private @Nullable Integer classes;

  boolean isSet() {
    return alpha != null || input != null || classes != null;
  }

  /** Returns the chosen member of a network's family; missing options take the family's values. */
  Variant of(ZooModel model) {
    Variant own = model.variant();
    return new Variant(
        alpha == null ? own.width() : alpha,
        classes == null ? own.classes() : classes,
        input == null ? own.size() : input,
        own.padding(),
        own.seed());
  }
}
