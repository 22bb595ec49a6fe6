package io.manako.cli.chaos.load;

import io.manako.cli.chaos.rig.SquareScene;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A few pictures that differ, compressed once for all cameras. */
final class Stills {
  private static final int COUNT = 32;

  private final List<byte[]> jpegs = new ArrayList<>();

  Stills() throws IOException {
    for (int n = 0; n < COUNT; n++) {
      jpegs.add(SquareScene.jpeg(0, n));
    }
  }

  /** The n-th of a camera that moves. */
  byte[] moving(long n) {
    return jpegs.get((int) (n % COUNT));
  }

  /** The only one of a camera that hangs. */
  byte[] frozen() {
    return jpegs.get(0);
  }
}
