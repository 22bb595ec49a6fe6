package io.manako.intake;

import java.util.List;
import java.util.Optional;

/** All rules of recognition, in the order in which they are asked: the strictest first. */
final class Heads {
  private static final List<HeadRule> RULES =
      List.of(
          new SuppressedRule(),
          new MediaPipeRule(),
          new YoloMapRule(),
          new LevelRule(),
          new GridRule(),
          new YoloRule(),
          new PeakRule(),
          new PriorRule(),
          new BoxesAndScoresRule(),
          new ClassesRule(),
          new PixelRule());

  private Heads() {}

  /** Returns the first rule's proposal that fits. */
  static Optional<Proposal> recognise(NetworkSample network) {
    return RULES.stream().flatMap(rule -> rule.propose(network).stream()).findFirst();
  }
}
