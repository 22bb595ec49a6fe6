package io.manako.cli.plan;

import io.manako.cli.measure.ZooMember;
import io.manako.model.InputSpec;
import io.manako.model.ModelCatalog;
import io.manako.model.Task;
import java.util.Set;
import java.util.TreeSet;

/** Longer sides of the detectors' inputs, which are the least sides of their crops. */
final class InputSides {
  /** Side for a model that the catalog does not list: that of the first SSD detectors. */
  private static final int USUAL = 300;

  private InputSides() {}

  /** Returns the side of a model, in pixels. */
  static int of(String model) {
    ModelCatalog catalog = ModelCatalog.standard();
    return catalog.has(model) ? longer(catalog.get(model).input()) : USUAL;
  }

  /** Returns the sides of all detectors that a plan may compare. */
  static Set<Integer> all() {
    Set<Integer> sides = new TreeSet<>(Set.of(USUAL));
    ModelCatalog.standard().entries().stream()
        .filter(entry -> entry.task() == Task.DETECTION && entry.isGeneral())
        .forEach(entry -> sides.add(longer(entry.input())));
    ZooMember.all().stream()
        .filter(member -> member.task() == Task.DETECTION)
        .forEach(member -> sides.add(member.variant().size()));
    return sides;
  }

  private static int longer(InputSpec input) {
    return Math.max(input.width(), input.height());
  }
}
