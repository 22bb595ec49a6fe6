package io.manako.chaos.load;

/** Resources that a process holds. */
enum Quantity {
  RESIDENT("resident memory, KiB"),
  /** Resident memory of native libraries and buffers, without the JVM's own. */
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

  /** Returns the name with its unit. */
  @Override
  public String toString() {
    return label;
  }
}
