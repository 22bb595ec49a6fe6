package io.manako.testkit.fault;

/** What is wrong with an operator on purpose, so that a check can show that it finds it. */
public enum PlantedDefect {
  /** Nothing. */
  NONE,
  /** A barrier does not wait for the frames held, which no checkpoint has then. */
  DROPPED_FLUSH,
  /** Every fiftieth frame is answered twice. */
  DOUBLED_EMIT
}
