package io.manako.engine.plan;

import io.manako.graph.operation.Slot;
import io.manako.graph.operation.TensorOperation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes a general operation; threads divide the pictures. */
final class TensorStep implements Step {
  private final TensorOperation.Loop loop;
  private final List<Operand> inputs;
  private final Plain out;
  private final Slot[][] in;
  private final Slot[] to;

  /**
   * An input of the operation.
   *
   * @param value value of the pictures; null for a constant
   * @param constant elements of the constant
   */
  @SuppressWarnings("ArrayRecordComponent") // belongs to one plan and is never compared
  record Operand(@Nullable Plain value, float[] constant) {
    void place(Slot slot, Workspace w, int picture) {
      if (value == null) {
        slot.set(constant, 0);
      } else {
        slot.set(w.arena, value.at(picture));
      }
    }
  }

  /**
   * Creates the step.
   *
   * @param loop computation of one picture's part
   * @param threads number of threads of a run
   */
  TensorStep(TensorOperation.Loop loop, List<Operand> inputs, Plain out, int threads) {
    this.loop = loop;
    this.inputs = inputs;
    this.out = out;
    this.in = new Slot[threads][inputs.size()];
    this.to = new Slot[threads];
    for (int t = 0; t < threads; t++) {
      to[t] = new Slot();
      for (int i = 0; i < inputs.size(); i++) {
        in[t][i] = new Slot();
      }
    }
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    int end = Step.share(count, thread + 1, w.threads);
    for (int n = Step.share(count, thread, w.threads); n < end; n++) {
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).place(in[thread][i], w, n);
      }
      to[thread].set(w.arena, out.at(n));
      loop.run(in[thread], to[thread]);
    }
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.concat(inputs.stream().map(Operand::value).filter(v -> v != null), Stream.of(out))
        .map(Plain::buffer)
        .toList();
  }
}
