package io.manako.engine.plan;

import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Outputs of a graph.
 *
 * @param names names in the graph's order
 * @param values places of the computed outputs
 * @param constants other outputs, whose shape does not depend on the batch
 * @param alone computed outputs without an axis of pictures, which a plan for one picture has
 * @param rows outputs whose number of rows depends on the picture
 */
record Outputs(
    List<String> names,
    Map<String, Plain> values,
    Map<String, Tensor> constants,
    Set<String> alone,
    RowTrimming rows) {
  /**
   * Returns the tensors of runs of 1, 2, … {@code batch} pictures; computed ones are views of the
   * arena.
   */
  List<List<Tensor>> byCount(float[] arena, int batch) {
    List<List<Tensor>> all = new ArrayList<>();
    for (int n = 1; n <= batch; n++) {
      List<Tensor> tensors = new ArrayList<>();
      for (String name : names) {
        Plain value = values.get(name);
        tensors.add(value == null ? constants.get(name) : tensor(arena, name, value, n));
      }
      all.add(List.copyOf(tensors));
    }
    return all;
  }

  private Tensor tensor(float[] arena, String name, Plain value, int count) {
    int[] extents = new int[value.picture().rank() + 1];
    extents[0] = count;
    System.arraycopy(value.picture().dims(), 0, extents, 1, extents.length - 1);
    int size = count * value.size();
    FloatBuffer data = FloatBuffer.wrap(arena, value.buffer().offset(), size).slice();
    return new Tensor(alone.contains(name) ? value.picture() : Shape.of(extents), data);
  }
}
