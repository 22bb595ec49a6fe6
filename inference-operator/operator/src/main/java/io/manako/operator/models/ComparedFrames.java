package io.manako.operator.models;

import static java.util.Objects.requireNonNull;

import io.manako.operator.batch.PendingFrame;
import java.util.ArrayDeque;
import java.util.Deque;

/** Compares the results of the primary model and of the shadow, once both have ended a frame. */
final class ComparedFrames {
  private final Agreement agreement;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  /** One frame with both results. */
  private record Pair(PendingFrame primary, PendingFrame shadow) {
    boolean hasEnded() {
      return primary.result() != null && shadow.result() != null;
    }
  }

  ComparedFrames(Agreement agreement) {
    this.agreement = agreement;
  }

  void add(PendingFrame primary, PendingFrame shadow) {
    pairs.add(new Pair(primary, shadow));
  }

  void compareEnded() {
    Pair first = pairs.peek();
    while (first != null && first.hasEnded()) {
      pairs.remove();
      agreement.compare(
          requireNonNull(first.primary.result()), requireNonNull(first.shadow.result()));
      first = pairs.peek();
    }
  }
}
