package io.manako.engine.plan;

import io.manako.engine.kernel.Arithmetic;
import io.manako.engine.kernel.Curve;
import io.manako.engine.kernel.ScalarKernels;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Steps over values in row-major order. */
final class PlainSteps {
  private PlainSteps() {}

  /** Applies a curve to every element, in one thread. */
  record Map(Curve curve, float low, float high, Plain in, Plain out) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int block = w.kernels.block();
      int n = (in.size() * count + block - 1) / block * block;
      if (thread == 0) {
        w.kernels.map(w.arena, curve, low, high, in.at(0), out.at(0), n);
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), out.buffer());
    }
  }

  /**
   * Division of a picture's elements into three axes.
   *
   * @param outer number of indices of the first axis
   * @param extent number of indices of the middle axis, over which a step works
   * @param inner number of indices of the last axis
   */
  record Split(int outer, int extent, int inner) {
    static Split of(Plain value, int extent, int inner) {
      return new Split(value.size() / extent / inner, extent, inner);
    }
  }

  /** Computes e^x / Σ e^x over the middle of three axes, after subtracting the maximum. */
  record Softmax(Plain in, Plain out, Split split) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int inner = split.inner();
      int rows = count * split.outer() * inner;
      int end = Step.share(rows, thread + 1, w.threads);
      for (int r = Step.share(rows, thread, w.threads); r < end; r++) {
        int at = r / inner * split.extent() * inner + r % inner;
        row(w.arena, in.at(0) + at, out.at(0) + at);
      }
    }

    private void row(float[] a, int from, int to) {
      int extent = split.extent();
      int inner = split.inner();
      float most = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < extent; i++) {
        most = Math.max(most, a[from + i * inner]);
      }
      float sum = 0;
      for (int i = 0; i < extent; i++) {
        float e = ScalarKernels.exp(a[from + i * inner] - most);
        a[to + i * inner] = e;
        sum += e;
      }
      for (int i = 0; i < extent; i++) {
        a[to + i * inner] /= sum;
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), out.buffer());
    }
  }

  /**
   * One side of a point-wise operation.
   *
   * @param value value of the pictures, or null
   * @param constant elements for all pictures if {@code value} is null
   * @param strides floats to the next element along the output's axes, 0 where it is repeated
   */
  record Operand(@Nullable Plain value, float[] constant, int[] strides) {
    float[] array(Workspace w) {
      return value == null ? constant : w.arena;
    }

    int at(int picture) {
      return value == null ? 0 : value.at(picture);
    }
  }

  /** Combines two values with broadcasting; threads divide the pictures. */
  record Combine(Arithmetic operation, Operand left, Operand right, Plain out) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int end = Step.share(count, thread + 1, w.threads);
      for (int n = Step.share(count, thread, w.threads); n < end; n++) {
        combine(w, 0, left.at(n), right.at(n), out.at(n));
      }
    }

    /**
     * Combines the elements from {@code axis} on and returns the index behind the last one written.
     */
    private int combine(Workspace w, int axis, int l, int r, int at) {
      if (axis == out.picture().rank()) {
        w.arena[at] = operation.of(left.array(w)[l], right.array(w)[r]);
        return at + 1;
      }
      int next = at;
      for (int i = 0; i < out.picture().dim(axis); i++) {
        int lx = l + i * left.strides()[axis];
        next = combine(w, axis + 1, lx, r + i * right.strides()[axis], next);
      }
      return next;
    }

    @Override
    public List<Buffer> buffers() {
      return Stream.of(left.value(), right.value(), out)
          .filter(v -> v != null)
          .map(Plain::buffer)
          .toList();
    }
  }

  /** Computes the mean over the middle of three axes. */
  record Mean(Plain in, Plain out, Split split) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int extent = split.extent();
      int inner = split.inner();
      int n = count * split.outer() * inner;
      int end = Step.share(n, thread + 1, w.threads);
      for (int i = Step.share(n, thread, w.threads); i < end; i++) {
        int at = in.at(0) + i / inner * extent * inner + i % inner;
        float sum = 0;
        for (int k = 0; k < extent; k++) {
          sum += w.arena[at + k * inner];
        }
        w.arena[out.at(0) + i] = sum * (1f / extent);
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), out.buffer());
    }
  }
}
