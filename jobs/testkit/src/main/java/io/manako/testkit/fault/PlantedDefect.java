package io.manako.testkit.fault;

/** Defects planted into an operator, so that a check can show that it finds them. */
public enum PlantedDefect {
  /** Plants no defect. */
  NONE,
  /** Barriers do not wait for the frames held, which no checkpoint contains then. */
  DROPPED_FLUSH,
  /** Every fiftieth frame has two results. */
  DOUBLED_EMIT
}
