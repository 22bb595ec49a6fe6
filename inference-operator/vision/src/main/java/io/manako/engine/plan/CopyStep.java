package io.manako.engine.plan;

import io.manako.tensor.ImageLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies a value, or a box of it, into another layout; threads divide the pictures. */
final class CopyStep implements Step {
  private final Place in;
  private final Place out;
  private final List<Strides> boxes;
  private final @Nullable Float background;

  /**
   * Location of the pictures' values.
   *
   * @param buffer buffer of all pictures; null for the pictures of the run
   * @param picture floats from one picture to the next
   */
  private record Place(@Nullable Buffer buffer, int picture) {
    static Place of(FeatureMap map) {
      return new Place(map.buffer(), map.plane());
    }

    static Place of(Plain plain) {
      return new Place(plain.buffer(), plain.size());
    }

    int at(int n) {
      return (buffer == null ? 0 : buffer.offset()) + n * picture;
    }

    Stream<Buffer> buffers() {
      return Stream.ofNullable(buffer);
    }
  }

  /** Creates a copy that first fills the output with {@code background}, unless that is null. */
  private CopyStep(Place in, Place out, List<Strides> boxes, @Nullable Float background) {
    this.in = in;
    this.out = out;
    this.boxes = boxes;
    this.background = background;
  }

  /**
   * Returns a copy of blocks to [channel][row][column], or [row][column][channel] with {@code
   * channelsLast}.
   */
  static CopyStep of(FeatureMap in, Plain out, boolean channelsLast) {
    return new CopyStep(Place.of(in), Place.of(out), boxes(in, channelsLast, false), null);
  }

  /** Returns a copy of [channel][row][column] to blocks. */
  static CopyStep of(Plain in, FeatureMap out) {
    return new CopyStep(Place.of(in), Place.of(out), boxes(out, false, true), 0f);
  }

  /**
   * Returns a copy of pictures to [channel][row][column], or [row][column][channel] with {@code
   * channelsLast}.
   */
  static CopyStep of(Pictures in, Plain out, boolean channelsLast) {
    ImageLayout l = in.layout();
    int[] extents = {l.channels(), l.height(), l.width()};
    int[] from = {1, l.rowStride(), l.pixelStride()};
    int pixels = l.height() * l.width();
    int[] to =
        channelsLast
            ? new int[] {1, l.width() * l.channels(), l.channels()}
            : new int[] {pixels, l.width(), 1};
    Strides box = new Strides(extents, from, to).shifted(l.offset(), 0);
    return new CopyStep(new Place(null, l.imageStride()), Place.of(out), List.of(box), null);
  }

  /** Returns a copy of a box of one plain value into another value. */
  static CopyStep of(Plain in, Plain out, Strides box) {
    return new CopyStep(Place.of(in), Place.of(out), List.of(box), null);
  }

  /** Returns the same copy, which first fills the output with one value. */
  CopyStep onto(float value) {
    return new CopyStep(in, out, boxes, value);
  }

  /** Returns the box of all full channel blocks and that of a last block that is not full. */
  private static List<Strides> boxes(FeatureMap map, boolean channelsLast, boolean intoBlocks) {
    int full = map.channels() / map.block();
    int rest = map.channels() % map.block();
    Strides whole = box(map, full, map.block(), channelsLast, intoBlocks);
    Strides tail = box(map, 1, rest, channelsLast, intoBlocks);
    int blocked = full * map.stride();
    int plain = full * map.block() * (channelsLast ? 1 : map.pixels());
    Strides behind = intoBlocks ? tail.shifted(plain, blocked) : tail.shifted(blocked, plain);
    return rest == 0 ? List.of(whole) : full == 0 ? List.of(behind) : List.of(whole, behind);
  }

  private static Strides box(
      FeatureMap map, int blocks, int lanes, boolean channelsLast, boolean intoBlocks) {
    int[] extents;
    int[] blocked;
    int[] plain;
    if (channelsLast) {
      extents = new int[] {map.pixels(), blocks, lanes};
      blocked = new int[] {map.block(), map.stride(), 1};
      plain = new int[] {map.channels(), map.block(), 1};
    } else {
      extents = new int[] {blocks, lanes, map.pixels()};
      blocked = new int[] {map.stride(), 1, map.block()};
      plain = new int[] {map.block() * map.pixels(), map.pixels(), 1};
    }
    return intoBlocks ? new Strides(extents, plain, blocked) : new Strides(extents, blocked, plain);
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    if (background != null && thread == 0) {
      fill(w.arena, background);
    }
    // One thread fills the output, and only that thread can copy afterwards.
    int threads = background != null ? 1 : w.threads;
    if (thread >= threads) {
      return;
    }
    float[] source = in.buffer() == null ? w.pictures : w.arena;
    int end = Step.share(count, thread + 1, threads);
    for (int n = Step.share(count, thread, threads); n < end; n++) {
      for (int b = 0; b < boxes.size(); b++) {
        boxes.get(b).copy(source, in.at(n), w.arena, out.at(n));
      }
    }
  }

  private void fill(float[] arena, float value) {
    Buffer buffer = out.buffer();
    if (buffer != null) {
      Arrays.fill(arena, buffer.offset(), buffer.offset() + buffer.size(), value);
    }
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.concat(in.buffers(), out.buffers()).toList();
  }
}
