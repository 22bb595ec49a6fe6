package io.manako.chaos.hostile;

import io.manako.image.Codec;
import io.manako.image.FrameFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Endless row of hostile records. The record at an index is the same in every process and run with
 * the same seed, so an index suffices to make it again.
 */
final class HostileInputs {
  /** Interval of inputs that are made from a video. */
  static final int VIDEO_EVERY = 50;

  /** Interval of inputs that are bombs, which cost a thousand times as much as a small picture. */
  static final int BOMB_EVERY = 2500;

  private static final int JAVA_EVERY = 8;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final List<SeedRecord> pictures;
  private final List<SeedRecord> videos;
  // Too large to be kept.
  private final List<Path> bombs;
  private final long seed;

  private HostileInputs(Path folder, long seed) throws IOException {
    this.pictures = SeedRecord.read(folder.resolve("pictures"));
    this.videos = SeedRecord.read(folder.resolve("videos"));
    this.bombs = SeedRecord.files(folder.resolve("bombs"));
    this.seed = seed;
  }

  /** Makes the whole records that hostile ones are made from. */
  static void prepare(Path folder) throws IOException {
    SeedRecord.write(SeedMaker.pictures(), folder.resolve("pictures"));
    SeedRecord.write(SeedMaker.videos(), folder.resolve("videos"));
    SeedRecord.write(Bombs.all(), folder.resolve("bombs"));
  }

  /**
   * Opens a prepared folder.
   *
   * @param seed seed of the random numbers
   */
  static HostileInputs open(Path folder, long seed) throws IOException {
    return new HostileInputs(folder, seed);
  }

  /** Returns one of each, to warm up with. */
  List<SeedRecord> wholeRecords() {
    return Stream.concat(pictures.stream(), videos.stream()).toList();
  }

  /** Returns the input at an index, 0 or greater. */
  HostileInput get(long index) {
    SplittableRandom random = new SplittableRandom(seed * MIX ^ index * 0x632be59bd9b4e019L);
    if (index % BOMB_EVERY == BOMB_EVERY - 1) {
      return bomb(index / BOMB_EVERY, random);
    }
    boolean video = index % VIDEO_EVERY == 0;
    List<SeedRecord> from = video ? videos : pictures;
    SeedRecord record = from.get(random.nextInt(from.size()));
    return new HostileInput(
        video ? HostileInput.Kind.VIDEO : HostileInput.Kind.PICTURE,
        record.format(),
        codec(record.format(), random),
        damaged(record, from, random));
  }

  /** Returns a bomb: unchanged the first time, and damaged from then on. */
  private HostileInput bomb(long number, SplittableRandom random) {
    SeedRecord bomb = SeedRecord.of(bombs.get((int) (number % bombs.size())));
    byte[] bytes = number < bombs.size() ? bomb.bytes() : ByteDamage.anywhere(bomb.bytes(), random);
    return new HostileInput(HostileInput.Kind.BOMB, bomb.format(), Codec.NATIVE, bytes);
  }

  private static Codec codec(FrameFormat format, SplittableRandom random) {
    boolean both = !format.isVideo() && format != FrameFormat.WEBP;
    return both && random.nextInt(JAVA_EVERY) == 0 ? Codec.JAVA : Codec.NATIVE;
  }

  private static byte[] damaged(SeedRecord record, List<SeedRecord> from, SplittableRandom random) {
    SeedRecord other = from.get(random.nextInt(from.size()));
    return switch (random.nextInt(8)) {
      case 0 -> PartDamage.splice(record.bytes(), other.bytes(), random);
      case 1, 2, 3 -> ByteDamage.anywhere(record.bytes(), random);
      default -> {
        SeedRecord donor = other.format() == record.format() ? other : record;
        byte[] rearranged = PartDamage.to(record, donor, random);
        yield random.nextInt(4) == 0 ? ByteDamage.anywhere(rearranged, random) : rearranged;
      }
    };
  }
}
