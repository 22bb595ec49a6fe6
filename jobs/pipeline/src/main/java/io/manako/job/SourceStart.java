package io.manako.job;

import java.util.Locale;

/** Place where a job without a checkpoint begins to read frames. */
public enum SourceStart {
  /** The committed offsets of the group, else the earliest record. */
  COMMITTED,
  /** The earliest record of each partition. */
  EARLIEST,
  /** The end that each partition has at the start. */
  LATEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
