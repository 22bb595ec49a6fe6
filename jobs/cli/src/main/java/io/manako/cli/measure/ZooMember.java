package io.manako.cli.measure;

import io.manako.graph.GraphStats;
import io.manako.model.Task;
import io.manako.zoo.PublishedResult;
import io.manako.zoo.Variant;
import io.manako.zoo.Zoo;
import io.manako.zoo.ZooModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Network of the zoo with a width and a resolution.
 *
 * @param model family
 * @param variant member of the family
 * @param result published result, null if there is none
 */
public record ZooMember(ZooModel model, Variant variant, @Nullable PublishedResult result) {

  /** Returns every member with a published result, and every network's usual member. */
  public static List<ZooMember> all() {
    return Zoo.models().stream().flatMap(ZooMember::of).toList();
  }

  private static Stream<ZooMember> of(ZooModel model) {
    if (model.results().isEmpty()) {
      return Stream.of(new ZooMember(model, model.variant(), null));
    }
    Variant own = model.variant();
    return model.results().stream()
        .map(
            r ->
                new ZooMember(
                    model,
                    new Variant(r.width(), r.classes(), r.size(), own.padding(), own.seed()),
                    r));
  }

  /** Returns the task. */
  public Task task() {
    return model.task();
  }

  /** Returns the published result. */
  public Optional<PublishedResult> published() {
    return Optional.ofNullable(result);
  }

  /** Returns the computed cost, without making weights. */
  public GraphStats stats() {
    return GraphStats.of(model.build(variant));
  }

  /** Returns name, width and resolution: {@code mobilenet-v1 α 0.5, 224}. */
  public String label() {
    return model.scalable()
        ? String.format(
            Locale.ROOT, "%s α %s, %d", model.name(), number(variant.width()), variant.size())
        : String.format(Locale.ROOT, "%s, %d", model.name(), variant.size());
  }

  /** Formats a number as papers write it: 1, 0.5, 70.6. */
  public static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
