package io.manako.intake;

import java.util.Optional;

/** Rule that recognises one kind of head from names, shapes and numbers. Rules keep no state. */
@FunctionalInterface
interface HeadRule {
  /** Returns what the outputs mean, or nothing if they are not of this kind. */
  Optional<Proposal> propose(NetworkSample network);
}
