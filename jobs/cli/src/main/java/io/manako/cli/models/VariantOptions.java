package io.manako.cli.models;

import io.manako.zoo.Variant;
import io.manako.zoo.ZooModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which member of a family of networks is meant. */
final class VariantOptions {
  @Option(
      names = "--alpha",
      paramLabel = "WIDTH",
      description = "The papers' α, a multiplier of the channels (default: the network's own).")
  private @Nullable Double alpha;

  @Option(
      names = "--input",
      paramLabel = "PIXELS",
      description = "Rows and columns of the input (default: the network's own).")
  private @Nullable Integer input;

  @Option(
      names = "--classes",
      paramLabel = "COUNT",
      description = "Classes, for detectors with the background (default: the network's own).")
  private @Nullable Integer classes;

  boolean isSet() {
    return alpha != null || input != null || classes != null;
  }

  /** The member of a network's family; what was not said is the family's own. */
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
