package io.manako.graph.tflite;

import io.manako.graph.MalformedModelException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tables of a file, by the public schema (version 3).
 *
 * @param tensors tensors by number
 * @param operators operations in the order in which they run
 * @param inputs numbers of the input tensors
 * @param outputs numbers of the output tensors
 * @param bytes size of the file in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LiteFile(
    List<LiteTensor> tensors,
    List<LiteOperator> operators,
    int[] inputs,
    int[] outputs,
    int bytes) {
  private static final String IDENTIFIER = "TFL3";

  /** Maximum number of entries in a list, more than any picture network has. */
  private static final int MAX_ENTRIES = 1 << 14;

  private static final int OPERATOR_CODES = 1;
  private static final int SUBGRAPHS = 2;
  private static final int BUFFERS = 4;
  private static final int OLD_CODE = 0;
  private static final int CUSTOM_CODE = 1;
  private static final int CODE = 3;
  private static final int CUSTOM_OPTIONS = 5;

  static LiteFile read(ByteBuffer bytes) {
    FlatTable model = FlatTable.root(bytes, IDENTIFIER);
    List<FlatTable> graphs = model.tables(SUBGRAPHS, MAX_ENTRIES);
    if (graphs.size() != 1) {
      throw new MalformedModelException(
          String.format(Locale.ROOT, "the file has %d graphs; one is read", graphs.size()));
    }
    FlatTable graph = graphs.get(0);
    List<FlatTable> buffers = model.tables(BUFFERS, MAX_ENTRIES);
    List<LiteTensor> tensors = new ArrayList<>();
    graph.tables(0, MAX_ENTRIES).forEach(t -> tensors.add(LiteTensor.of(t, buffers)));
    int[] inputs = graph.integers(1, MAX_ENTRIES);
    int[] outputs = graph.integers(2, MAX_ENTRIES);
    check(tensors.size(), 0, inputs);
    check(tensors.size(), 0, outputs);
    return new LiteFile(
        tensors, operators(model, graph, tensors.size()), inputs, outputs, bytes.remaining());
  }

  private static List<LiteOperator> operators(FlatTable model, FlatTable graph, int tensors) {
    List<LiteKind> kinds = new ArrayList<>();
    for (FlatTable code : model.tables(OPERATOR_CODES, MAX_ENTRIES)) {
      // Codes above 127 are only in the newer field; older files have only the older one.
      int number = Math.max(code.unsignedByte(OLD_CODE, 0), code.integer(CODE, 0));
      kinds.add(new LiteKind(number, code.text(CUSTOM_CODE)));
    }
    List<LiteOperator> operators = new ArrayList<>();
    for (FlatTable table : graph.tables(3, MAX_ENTRIES)) {
      int code = table.integer(0, 0);
      if (code < 0 || code >= kinds.size()) {
        throw new MalformedModelException(
            String.format(
                Locale.ROOT,
                "operation %d is of kind %d; the file has %d kinds",
                operators.size(),
                code,
                kinds.size()));
      }
      int[] inputs = table.integers(1, MAX_ENTRIES);
      int[] outputs = table.integers(2, MAX_ENTRIES);
      check(tensors, -1, inputs);
      check(tensors, 0, outputs);
      operators.add(
          new LiteOperator(
              operators.size(),
              kinds.get(code),
              inputs,
              outputs,
              table.table(4),
              table.bytes(CUSTOM_OPTIONS)));
    }
    return operators;
  }

  private static void check(int tensors, int least, int... numbers) {
    for (int number : numbers) {
      if (number < least || number >= tensors) {
        throw new MalformedModelException(
            String.format(Locale.ROOT, "the file names the tensor %d; it has %d", number, tensors));
      }
    }
  }
}
