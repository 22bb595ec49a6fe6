package io.manako.graph;

/**
 * One input, output or attribute of an operator, and how the importer treats it.
 *
 * @param kind input, output, or attribute with its type
 * @param name name in ONNX's schema
 * @param opsets operator sets that have it
 * @param fate treatment by the importer
 * @param detail text of the default value, or reason for the treatment; empty if the part is read
 */
record OnnxPart(Kind kind, String name, Opsets opsets, Fate fate, String detail) {

  /**
   * A range of operator sets.
   *
   * @param first first operator set
   * @param last last operator set, inclusive
   */
  record Opsets(int first, int last) {
    static final Opsets ALL = new Opsets(1, Integer.MAX_VALUE);
  }

  /** Kind of a part: input, output, or attribute of a type. */
  enum Kind {
    INPUT,
    /** Any number of inputs. */
    INPUTS,
    OUTPUT,
    /** Any number of outputs. */
    OUTPUTS,
    INT,
    FLOAT,
    STRING,
    TENSOR,
    INTS,
    FLOATS,
    STRINGS,
    SPARSE_TENSOR;

    boolean isInput() {
      return this == INPUT || this == INPUTS;
    }

    boolean isOutput() {
      return this == OUTPUT || this == OUTPUTS;
    }

    boolean isAttribute() {
      return !isInput() && !isOutput();
    }
  }

  /** Treatment of a part by the importer. */
  enum Fate {
    /** Read; the importer refuses values that it cannot follow. */
    READ,
    /** Refused unless it has its default value. */
    ONLY_DEFAULT,
    /** Refused if it is present. */
    REFUSED,
    /** Ignored, because it changes no result of what is read. */
    HARMLESS
  }

  static OnnxPart input(String name) {
    return of(Kind.INPUT, name);
  }

  static OnnxPart inputs(String name) {
    return of(Kind.INPUTS, name);
  }

  static OnnxPart output(String name) {
    return of(Kind.OUTPUT, name);
  }

  static OnnxPart outputs(String name) {
    return of(Kind.OUTPUTS, name);
  }

  static OnnxPart integer(String name) {
    return of(Kind.INT, name);
  }

  static OnnxPart integers(String name) {
    return of(Kind.INTS, name);
  }

  static OnnxPart real(String name) {
    return of(Kind.FLOAT, name);
  }

  static OnnxPart text(String name) {
    return of(Kind.STRING, name);
  }

  /** Returns a part that is read, in every operator set. */
  static OnnxPart of(Kind kind, String name) {
    return new OnnxPart(kind, name, Opsets.ALL, Fate.READ, "");
  }

  OnnxPart since(int opset) {
    return new OnnxPart(kind, name, new Opsets(opset, opsets.last()), fate, detail);
  }

  OnnxPart until(int opset) {
    return new OnnxPart(kind, name, new Opsets(opsets.first(), opset), fate, detail);
  }

  /** Returns the part, refused unless it has that value, which is the schema's default. */
  OnnxPart only(Object value) {
    return new OnnxPart(kind, name, opsets, Fate.ONLY_DEFAULT, String.valueOf(value));
  }

  OnnxPart refused(String reason) {
    return new OnnxPart(kind, name, opsets, Fate.REFUSED, reason);
  }

  OnnxPart harmless(String reason) {
    return new OnnxPart(kind, name, opsets, Fate.HARMLESS, reason);
  }

  boolean isIn(int opset) {
    return opset >= opsets.first() && opset <= opsets.last();
  }
}
