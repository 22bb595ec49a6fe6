package io.manako.engine.plan;

/** Piece of the arena that consecutive steps use; other steps may use the same floats. */
final class Buffer {
  private final int size;
  private int firstStep = Integer.MAX_VALUE;
  private int lastStep = -1;
  private int offset = -1;

  Buffer(int size) {
    this.size = size;
  }

  /** Number of floats. */
  int size() {
    return size;
  }

  /** Index of the first float; known once the arena is laid out. */
  int offset() {
    return offset;
  }

  void usedBy(int step) {
    firstStep = Math.min(firstStep, step);
    lastStep = Math.max(lastStep, step);
  }

  boolean overlaps(Buffer other) {
    return firstStep <= other.lastStep && other.firstStep <= lastStep;
  }

  int firstStep() {
    return firstStep;
  }

  void place(int index) {
    offset = index;
  }
}
