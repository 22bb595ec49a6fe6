package io.manako.operator.models;

import java.util.Locale;

/** Use of a model's answers. */
public enum ModelRole {
  /** The answers are the results. */
  PRIMARY,
  /** The answers are emitted alongside the results and compared with them. */
  SHADOW;

  /** Name in records, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
