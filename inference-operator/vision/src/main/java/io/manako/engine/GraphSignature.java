package io.manako.engine;

import io.manako.model.HeatMap;
import io.manako.model.InputSpec;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Inputs and outputs of a network's file. Extents below 0 are known only at run time.
 *
 * @param inputs extents by name
 * @param outputs extents by name, in the graph's order
 */
record GraphSignature(Map<String, long[]> inputs, Map<String, long[]> outputs) {
  /**
   * Returns the outputs that the model's description names, in the graph's order.
   *
   * @param spec description of the model
   * @param maxBatch greatest number of pictures in one run
   * @throws EngineException if the description does not fit the file
   */
  List<String> check(ModelSpec spec, int maxBatch) {
    checkInput(spec, maxBatch);
    List<String> wanted = spec.output().names();
    for (String name : wanted) {
      if (!outputs.containsKey(name)) {
        throw new EngineException(
            "model.yaml of %s names the output %s, but the network has the outputs %s"
                .formatted(spec.name(), name, String.join(", ", outputs.keySet())));
      }
    }
    checkOutputs(spec, maxBatch);
    List<String> ordered = new ArrayList<>(outputs.keySet());
    ordered.retainAll(wanted);
    return ordered;
  }

  private void checkInput(ModelSpec spec, int maxBatch) {
    String name = spec.input().name();
    long[] actual = inputs.get(name);
    if (actual == null || inputs.size() != 1) {
      throw new EngineException(
          ("model.yaml of %s reads the one input %s, but the network has the inputs %s; give the"
                  + " numbers of inputs that are no pictures as input.constants")
              .formatted(spec.name(), name, String.join(", ", inputs.keySet())));
    }
    int[] wanted = spec.input().shape(maxBatch).dims();
    if (!fits(actual, wanted)) {
      throw new EngineException(
          ("the input %s of %s has shape %s, but model.yaml and the batch size ask for %s: correct"
                  + " input.width, input.height or input.layout, or use the batch size that the"
                  + " network was exported with")
              .formatted(name, spec.name(), text(actual), Arrays.toString(wanted)));
    }
  }

  /**
   * Compares the outputs' axes. Their extents are compared with each other by the detector, the
   * classifier or the segmenter that reads them.
   */
  private void checkOutputs(ModelSpec spec, int maxBatch) {
    OutputSpec out = spec.output();
    if (out instanceof OutputSpec.Centers centers && isRowsOfDistances(centers.map())) {
      int rows = cells(spec.input().height(), centers.stride());
      int columns = cells(spec.input().width(), centers.stride());
      checkOutput(spec, centers.sizes(), maxBatch, rows, columns, 4);
      checkOutput(spec, centers.scores(), maxBatch, rows, columns, -1);
    } else if (out instanceof OutputSpec.PixelScores pixels) {
      checkOutput(spec, pixels.scores(), maxBatch, -1, -1, -1);
    } else if (out.batched()) {
      out.names().forEach(name -> checkBatch(spec, name, maxBatch));
    }
  }

  private static boolean isRowsOfDistances(HeatMap map) {
    return map.offsets() == null && map.layout() == InputSpec.Layout.NHWC;
  }

  private void checkBatch(ModelSpec spec, String name, int maxBatch) {
    long[] actual = outputs.getOrDefault(name, new long[0]);
    if (actual.length == 0 || (actual[0] >= 0 && actual[0] != maxBatch)) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "the output %s of %s has shape %s, but a run of %d picture(s) needs that extent"
                  + " first, unless output.batched is false",
              name,
              spec.name(),
              text(actual),
              maxBatch));
    }
  }

  private static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  private void checkOutput(ModelSpec spec, String name, int... wanted) {
    long[] actual = outputs.getOrDefault(name, new long[0]);
    if (!fits(actual, wanted)) {
      throw new EngineException(
          "the output %s of %s has shape %s, but its task needs %s (N is any extent)"
              .formatted(
                  name,
                  spec.name(),
                  text(actual),
                  text(Arrays.stream(wanted).asLongStream().toArray())));
    }
  }

  private static boolean fits(long[] actual, int[] wanted) {
    boolean fits = actual.length == wanted.length;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits = actual[i] < 0 || wanted[i] < 0 || actual[i] == wanted[i];
    }
    return fits;
  }

  private static String text(long[] extents) {
    return Arrays.toString(extents).replace("-1", "N");
  }
}
