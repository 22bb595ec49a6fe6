package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Damaged copies of a record, the same in every run. */
final class Mutations {
  private Mutations() {}

  static Stream<byte[]> of(byte[] original, int count) {
    return IntStream.range(0, count).mapToObj(i -> mutate(original, new Random(i)));
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // Half of the changes hit the headers, where they hurt most.
      int range = random.nextBoolean() ? Math.min(bytes.length, 200) : bytes.length;
      int at = random.nextInt(range);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        default ->
            Arrays.fill(bytes, at, Math.min(at + random.nextInt(32), bytes.length), (byte) 0);
      }
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
  }

  /** Any exception but a refusal fails the test; so does a frame handed out before a refusal. */
  static void decodeOrRefuse(FrameDecoder decoder, byte[] bytes) {
    int[] frames = new int[1];
    try {
      decoder.decode(bytes, null, (image, index, pts) -> frames[0]++);
      assertThat(frames[0]).isPositive();
    } catch (MalformedFrameException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(frames[0]).isZero();
    }
  }
}
