package io.manako.chaos.poison;

import io.manako.image.MalformedFrameException;
import io.manako.operator.poison.CrashMemory;
import io.manako.operator.poison.RecordKey;
import java.io.IOException;
import java.nio.file.Path;

/** Cost per frame of remembering it while it is decoded, without the decoding. */
final class RecordingCost {
  private static final int ROUNDS = 8;
  private static final int FRAMES = 500_000;

  private long decoded;

  private RecordingCost() {}

  /**
   * Measures the cost.
   *
   * @param folder folder for the memory
   * @return nanoseconds per frame, in the fastest of several rounds
   */
  static double nanos(Path folder)
      throws IOException, MalformedFrameException, InterruptedException {
    RecordingCost cost = new RecordingCost();
    try (CrashMemory on = CrashMemory.open(folder)) {
      double best = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        best = Math.min(best, cost.round(on));
      }
      return best;
    }
  }

  private double round(CrashMemory memory) throws MalformedFrameException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < FRAMES; i++) {
      RecordKey key = new RecordKey(1, 0, i, i, 1);
      if (!memory.isPoison(key)) {
        memory.decode(
            key,
            () -> {
              memory.pause();
              decoded++;
              memory.resume();
            });
      }
    }
    return (System.nanoTime() - start) / (double) FRAMES;
  }
}
