package io.manako.chaos.hostile;

import io.manako.image.FrameFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to the row of parts that a record is: each may still be whole, but their row is not. */
final class PartDamage {
  private static final int KINDS = 6;
  private static final int MOST_COPIES = 64;

  private PartDamage() {}

  /**
   * Damages once or twice.
   *
   * @param other record of the same format, to take parts from
   */
  static byte[] to(SeedRecord seed, SeedRecord other, SplittableRandom random) {
    List<byte[]> parts = RecordParts.split(seed.format(), seed.bytes());
    List<byte[]> others = RecordParts.split(other.format(), other.bytes());
    for (int left = 1 + random.nextInt(2); left > 0 && !parts.isEmpty(); left--) {
      int at = random.nextInt(parts.size());
      byte[] part = parts.get(at);
      if (seed.format() == FrameFormat.MP4 && Mp4Box.isContainer(part) && random.nextInt(6) > 0) {
        parts.set(at, inside(part, other, random));
      } else {
        once(parts, others, random);
      }
    }
    return random.nextInt(8) == 0
        ? Bytes.concat(parts)
        : RecordParts.repaired(seed.format(), parts);
  }

  private static byte[] inside(byte[] box, SeedRecord other, SplittableRandom random) {
    SeedRecord content = new SeedRecord(FrameFormat.MP4, Mp4Box.content(box));
    return Mp4Box.of(Mp4Box.type(box), to(content, other, random));
  }

  private static void once(List<byte[]> parts, List<byte[]> others, SplittableRandom random) {
    int at = random.nextInt(parts.size());
    switch (random.nextInt(KINDS)) {
      case 0 -> parts.remove(at);
      case 1 -> parts.addAll(at, Collections.nCopies(1 + copies(random), parts.get(at)));
      case 2 -> Collections.swap(parts, at, random.nextInt(parts.size()));
      case 3 -> parts.set(at, others.get(random.nextInt(others.size())));
      case 4 -> {
        byte[] part = parts.get(at).clone();
        ByteDamage.head(part, random);
        parts.set(at, part);
      }
      default -> parts.set(at, ByteDamage.anywhere(parts.get(at), random));
    }
  }

  private static int copies(SplittableRandom random) {
    return random.nextInt(8) == 0 ? MOST_COPIES : random.nextInt(4);
  }

  /** Joins the beginning of one record and the end of another. */
  static byte[] splice(byte[] head, byte[] tail, SplittableRandom random) {
    List<byte[]> halves = new ArrayList<>();
    halves.add(Arrays.copyOf(head, random.nextInt(head.length + 1)));
    halves.add(Arrays.copyOfRange(tail, random.nextInt(tail.length), tail.length));
    return Bytes.concat(halves);
  }
}
