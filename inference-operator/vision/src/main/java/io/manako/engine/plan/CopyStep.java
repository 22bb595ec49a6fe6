package io.manako.engine.plan;

import io.manako.tensor.ImageLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves a value, or a box of it, into another layout; threads divide the pictures. */
final class CopyStep implements Step {
  private final @Nullable Buffer in;
  private final Buffer out;
  private final List<Strides> boxes;
  private final int inPicture;
  private final int outPicture;
  private final float background;
  private final boolean filled;

  /** {@code in} is null for the pictures of the run. */
  private CopyStep(
      @Nullable Buffer in, int inPicture, Buffer out, int outPicture, List<Strides> boxes) {
    this(in, inPicture, out, outPicture, boxes, 0, false);
  }

  private CopyStep(
      @Nullable Buffer in,
      int inPicture,
      Buffer out,
      int outPicture,
      List<Strides> boxes,
      float background,
      boolean filled) {
    this.in = in;
    this.inPicture = inPicture;
    this.out = out;
    this.outPicture = outPicture;
    this.boxes = boxes;
    this.background = background;
    this.filled = filled;
  }

  /** Blocks to channels, rows, columns, or with {@code channelsLast} rows, columns, channels. */
  static CopyStep of(FeatureMap in, Plain out, boolean channelsLast) {
    return new CopyStep(
        in.buffer(), in.plane(), out.buffer(), out.size(), boxes(in, channelsLast, false));
  }

  /** Channels, rows, columns to blocks. */
  static CopyStep of(Plain in, FeatureMap out) {
    return new CopyStep(
        in.buffer(), in.size(), out.buffer(), out.plane(), boxes(out, false, true), 0, true);
  }

  /** Pictures to channels, rows, columns, or with {@code channelsLast} rows, columns, channels. */
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
    return new CopyStep(null, l.imageStride(), out.buffer(), out.size(), List.of(box));
  }

  /** A box of one plain value into another one. */
  static CopyStep of(Plain in, Plain out, Strides box) {
    return new CopyStep(in.buffer(), in.size(), out.buffer(), out.size(), List.of(box));
  }

  /** The same after filling the output with one value. */
  CopyStep onto(float value) {
    return new CopyStep(in, inPicture, out, outPicture, boxes, value, true);
  }

  /** Whole channel blocks, and the channels of a last block that is not full. */
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
    if (filled && thread == 0) {
      Arrays.fill(w.arena, out.offset(), out.offset() + out.size(), background);
    }
    // Filling is not divided, so neither is what must come after it.
    int threads = filled ? 1 : w.threads;
    if (thread >= threads) {
      return;
    }
    int end = Step.share(count, thread + 1, threads);
    for (int n = Step.share(count, thread, threads); n < end; n++) {
      float[] source = in == null ? w.pictures : w.arena;
      int from = (in == null ? 0 : in.offset()) + n * inPicture;
      for (int b = 0; b < boxes.size(); b++) {
        boxes.get(b).copy(source, from, w.arena, out.offset() + n * outPicture);
      }
    }
  }

  @Override
  public List<Buffer> buffers() {
    return in == null ? List.of(out) : List.of(in, out);
  }
}
