package io.manako.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what is known of an operator. Asked for every node of a file. */
final class OnnxTable {
  private static final Map<String, OnnxContract> ALL =
      OnnxContracts.all().collect(Collectors.toMap(OnnxContract::type, Function.identity()));

  private OnnxTable() {}

  /** Throws {@link IllegalArgumentException} for an operator that is not known. */
  static OnnxContract of(OnnxNode n) {
    OnnxContract contract = ALL.get(n.type());
    if (contract == null) {
      throw unknown(n);
    }
    return contract;
  }

  /** The refusal of an operator that is not known, or not of values that depend on the picture. */
  static IllegalArgumentException unknown(OnnxNode n) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the operator %s of opset %d is not known to the Java engine; %s",
            n.type(),
            n.opset(),
            MalformedModelException.OTHER_ENGINE));
  }

  /** Every operator that is known. */
  static Set<String> types() {
    return ALL.keySet();
  }
}
