package io.manako.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the contract of an operator in a map, because every node of a file needs one. */
final class OnnxTable {
  private static final Map<String, OnnxContract> ALL =
      OnnxContracts.all().collect(Collectors.toMap(OnnxContract::type, Function.identity()));

  private OnnxTable() {}

  /**
   * Returns the contract of an operator; throws {@link IllegalArgumentException} if the operator is
   * not supported.
   */
  static OnnxContract of(OnnxNode n) {
    OnnxContract contract = ALL.get(n.type());
    if (contract == null) {
      throw unknown(n);
    }
    return contract;
  }

  /**
   * Returns the refusal of an operator that is not supported, or only on values that are known when
   * the file is read.
   */
  static IllegalArgumentException unknown(OnnxNode n) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the operator %s of opset %d is not known to the Java engine; %s",
            n.type(),
            n.opset(),
            MalformedModelException.OTHER_ENGINE));
  }

  /** Returns every operator that is supported. */
  static Set<String> types() {
    return ALL.keySet();
  }
}
