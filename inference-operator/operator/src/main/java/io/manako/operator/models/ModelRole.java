package io.manako.operator.models;

import java.util.Locale;

/** What becomes of a model's answers. */
public enum ModelRole {
  /** They are the results. */
  PRIMARY,
  /** They are written beside the results, to be compared with them. */
  SHADOW;

  /** The name in records: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
