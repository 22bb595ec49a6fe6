package io.manako.chaos.load;

/** What a process holds. */
enum Quantity {
  RESIDENT("resident memory, KiB"),
  /** Resident memory less what the JVM has for itself: what native libraries and buffers hold. */
  NATIVE("native memory beside the JVM's, KiB"),
  HEAP("heap after a collection, KiB"),
  METASPACE("metaspace, KiB"),
  DIRECT("direct buffers, KiB"),
  TRACKED("JavaCPP's buffers, KiB"),
  THREADS("threads"),
  FILES("open files");

  private final String label;

  Quantity(String label) {
    this.label = label;
  }

  /** Its name with its unit. */
  @Override
  public String toString() {
    return label;
  }
}
