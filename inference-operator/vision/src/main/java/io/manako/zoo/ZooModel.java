package io.manako.zoo;

import io.manako.graph.Graph;
import io.manako.model.ModelException;
import io.manako.model.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Published network, or a family of networks that differ in width, resolution and classes.
 *
 * @param name name that a user types
 * @param task result that the network computes
 * @param paper author, year and title of the paper
 * @param variant default member of the family
 * @param scalable whether the family has a width multiplier
 * @param results published results of its members
 * @param architecture builder of a member
 */
public record ZooModel(
    String name,
    Task task,
    String paper,
    Variant variant,
    boolean scalable,
    List<PublishedResult> results,
    Architecture architecture) {

  /** Function from a member of a family to its network. */
  @FunctionalInterface
  public interface Architecture {
    /** Builds the network with random weights that depend only on the variant. */
    Graph build(Variant variant);
  }

  public ZooModel {
    results = List.copyOf(results);
  }

  /**
   * Builds the network of a member. The weights are generated when they are first read.
   *
   * @param wanted the member
   * @throws ModelException if the network has no width multiplier and {@code wanted} has one, or
   *     the input is too small for the network
   */
  public Graph build(Variant wanted) {
    if (!scalable && wanted.width() != variant.width()) {
      throw new ModelException(
          "%s has no width multiplier, so %s cannot be had; leave it at %s"
              .formatted(name, wanted.width(), variant.width()));
    }
    try {
      return architecture.build(wanted);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "%s cannot be built for pictures of %d×%d: %s",
              name,
              wanted.size(),
              wanted.size(),
              e.getMessage()),
          e);
    }
  }

  /**
   * Returns the published result of exactly this member; empty for any other width, size or number
   * of classes.
   */
  public Optional<PublishedResult> published(Variant wanted) {
    return results.stream().filter(r -> r.isOf(wanted)).findFirst();
  }
}
