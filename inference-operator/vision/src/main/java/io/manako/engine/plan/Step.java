package io.manako.engine.plan;

import java.util.List;

/** Piece of a run's work. All threads call it, and each computes its share. */
interface Step {
  /**
   * Computes this thread's share.
   *
   * @param thread number of the thread, 0 … threads − 1
   * @param count number of pictures in this run
   */
  void run(Workspace workspace, int thread, int count);

  /**
   * Buffers that the step reads, writes or uses as scratch memory. Different buffers of one step
   * never share memory.
   */
  List<Buffer> buffers();

  /** Returns the index of the first of {@code n} equal pieces in thread {@code thread}'s share. */
  static int share(int n, int thread, int threads) {
    return (int) ((long) n * thread / threads);
  }
}
