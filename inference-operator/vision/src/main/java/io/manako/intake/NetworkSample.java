package io.manako.intake;

import io.manako.model.InputSpec.Layout;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All that a file and one run on a trial picture say about a network. Rules of recognition read
 * nothing else.
 *
 * @param producer name of the exporter, empty if unknown
 * @param metadata texts of the exporter by key
 * @param input main input
 * @param furtherInputs names of the inputs behind the picture
 * @param firstOperators types of the operators that read the picture
 * @param outputs outputs on the trial picture, in the file's order
 */
record NetworkSample(
    String producer,
    Map<String, String> metadata,
    PictureInput input,
    List<String> furtherInputs,
    List<String> firstOperators,
    List<OutputSample> outputs) {

  /** Strides of detectors with three levels, the usual ones. */
  static final List<Integer> THREE_LEVELS = List.of(8, 16, 32);

  /** Whether the network comes from TensorFlow, whose detectors have conventions of their own. */
  boolean isTensorFlow() {
    return isTensorFlow(producer, input.layout());
  }

  /** Whether a network with that producer and layout comes from TensorFlow. */
  static boolean isTensorFlow(String producer, Layout layout) {
    return layout == Layout.NHWC || producer.contains("tf2onnx") || producer.startsWith("manako");
  }

  /** Number of cells of the maps with these strides. */
  int cells(List<Integer> strides) {
    return strides.stream().mapToInt(this::cells).sum();
  }

  /** Number of cells of one map. */
  int cells(int stride) {
    return rows(stride) * columns(stride);
  }

  /** Whether a map of that size has this stride. */
  boolean hasExtents(int stride, int height, int width) {
    return rows(stride) == height && columns(stride) == width;
  }

  private int rows(int stride) {
    return (input.height() + stride - 1) / stride;
  }

  private int columns(int stride) {
    return (input.width() + stride - 1) / stride;
  }

  /** Longer side of the input in pixels. */
  int side() {
    return Math.max(input.width(), input.height());
  }

  /** Returns the outputs whose rows have that many columns. */
  List<OutputSample> withColumns(int columns) {
    return outputs.stream().filter(o -> o.rank() >= 2 && o.columns() == columns).toList();
  }

  /** Returns the strides of levels whose cells, with some boxes each, make up a number of rows. */
  List<Integer> stridesOf(int rows, int boxesPerCell) {
    List<List<Integer>> usual =
        List.of(
            THREE_LEVELS,
            List.of(8, 16, 32, 64),
            List.of(4, 8, 16, 32),
            List.of(16, 32),
            List.of(8, 16),
            List.of(8, 16, 32, 64, 128));
    return usual.stream()
        .filter(strides -> cells(strides) * boxesPerCell == rows)
        .findFirst()
        .orElse(List.of());
  }

  /** Returns the stride, a power of two up to 128, of a level with that many rows; else 0. */
  int strideOf(int rows, int boxesPerCell) {
    return IntStream.of(4, 8, 16, 32, 64, 128)
        .filter(stride -> cells(stride) * boxesPerCell == rows)
        .findFirst()
        .orElse(0);
  }
}
