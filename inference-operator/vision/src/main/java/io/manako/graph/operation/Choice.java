package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/** The second tensor's element where the first is not 0, else the third's, with broadcasting. */
public record Choice() implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return Broadcast.joint(inputs);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Broadcast index = Broadcast.of(inputs);
    return (in, out) -> {
      for (int i = 0; i < index.size(); i++) {
        int from = in[0].get(index.of(0, i)) != 0 ? 1 : 2;
        out.put(i, in[from].get(index.of(from, i)));
      }
    };
  }
}
