package io.manako.chaos.hostile;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage that knows nothing of what it hits. Draws everything from the lot it is given. */
final class ByteDamage {
  private static final long[] EXTREMES = {
    0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x00ffffff, 0x7fffffff, 0x80000000L, 0xffffffffL
  };
  private static final int HEAD = 32;
  private static final int KINDS = 7;

  private ByteDamage() {}

  /** One to four times, of any kind. */
  static byte[] anywhere(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    for (int left = 1 + random.nextInt(4); left > 0 && bytes.length > 0; left--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(KINDS)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> swap(bytes, at, random.nextInt(bytes.length));
      case 3 -> fill(bytes, at, random);
      case 4 -> field(bytes, at, random);
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        return inserted(bytes, at, random);
      }
    }
    return bytes;
  }

  /** Puts an extreme number of 1, 2 or 4 bytes near the beginning, where lengths and sizes are. */
  static void head(byte[] part, SplittableRandom random) {
    if (part.length > 0) {
      field(part, random.nextInt(Math.min(part.length, HEAD)), random);
    }
  }

  private static void field(byte[] bytes, int at, SplittableRandom random) {
    int size = 1 << random.nextInt(3);
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    boolean little = random.nextBoolean();
    for (int i = 0; i < size && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >>> 8 * (little ? i : size - 1 - i));
    }
  }

  private static void swap(byte[] bytes, int a, int b) {
    byte kept = bytes[a];
    bytes[a] = bytes[b];
    bytes[b] = kept;
  }

  private static void fill(byte[] bytes, int at, SplittableRandom random) {
    int end = Math.min(at + 1 + random.nextInt(HEAD), bytes.length);
    Arrays.fill(bytes, at, end, (byte) (random.nextBoolean() ? 0 : 0xff));
  }

  private static byte[] inserted(byte[] bytes, int at, SplittableRandom random) {
    byte[] noise = new byte[1 + random.nextInt(HEAD)];
    random.nextBytes(noise);
    return Bytes.concat(
        Arrays.copyOf(bytes, at), noise, Arrays.copyOfRange(bytes, at, bytes.length));
  }
}
