package io.manako.zoo;

import io.manako.graph.Graph;
import io.manako.model.ModelException;
import io.manako.model.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A published network, or a family of networks that differ in width, resolution and classes.
 *
 * @param name as a user types it
 * @param task what it answers
 * @param paper author, year and title
 * @param variant the member that is meant when nothing else is said
 * @param scalable whether it has a width multiplier
 * @param results what was published of its members
 * @param architecture builds a member
 */
public record ZooModel(
    String name,
    Task task,
    String paper,
    Variant variant,
    boolean scalable,
    List<PublishedResult> results,
    Architecture architecture) {

  /** From a member of a family to its network. */
  @FunctionalInterface
  public interface Architecture {
    /** The network, with random weights that depend only on the variant. */
    Graph build(Variant variant);
  }

  public ZooModel {
    results = List.copyOf(results);
  }

  /**
   * The network of a member. Its weights are made when they are first read.
   *
   * @throws ModelException if the network has no width multiplier and one is asked for, or the
   *     input is too small for it
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

  /** What was published of exactly this member; empty for any other width, size or classes. */
  public Optional<PublishedResult> published(Variant wanted) {
    return results.stream().filter(r -> r.isOf(wanted)).findFirst();
  }
}
