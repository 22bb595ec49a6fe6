package io.manako.engine.plan;

import java.util.List;

/** One piece of work of a run. All threads call it; it divides its work by their number. */
interface Step {
  /**
   * Does this thread's share.
   *
   * @param thread 0 … threads − 1
   * @param count pictures in this run
   */
  void run(Workspace workspace, int thread, int count);

  /** What it reads, writes or scribbles on; outputs may share memory with none of the others. */
  List<Buffer> buffers();

  /** The share of {@code n} equal pieces that begins thread {@code thread}'s part. */
  static int share(int n, int thread, int threads) {
    return (int) ((long) n * thread / threads);
  }
}
