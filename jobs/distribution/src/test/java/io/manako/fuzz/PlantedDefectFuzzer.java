package io.manako.fuzz;

/** A parser of chunks that believes the length that it reads. */
public final class PlantedDefectFuzzer {
  private static final int MAGIC = 0x4d41;

  private PlantedDefectFuzzer() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 4 || (input[0] << 8 | input[1]) != MAGIC || input[2] != 'k') {
      return;
    }
    int last = input[3] & 0xff;
    if (last > 0 && input[last] == 0) {
      throw new IllegalStateException("the chunk ends with a zero");
    }
  }
}
