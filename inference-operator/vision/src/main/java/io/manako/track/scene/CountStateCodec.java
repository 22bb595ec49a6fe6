package io.manako.track.scene;

import io.manako.track.scene.CountState.Tally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads and writes a camera's open count as bytes. The first byte is a version; a newer reader
 * reads every older version. Version 1: window, first and last (8 bytes each), frames (4), the
 * number of tallies (4) and their fields in the order of the record, numbers in 4 bytes; text is
 * modified UTF-8.
 */
public final class CountStateCodec {
  private static final int VERSION = 1;

  /**
   * Greatest number of tallies: a greater count means damaged bytes, because no zones and classes
   * have so many.
   */
  private static final int MOST_TALLIES = 1 << 20;

  private CountStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(CountState state, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(state.window());
    out.writeLong(state.first());
    out.writeLong(state.last());
    out.writeInt(state.frames());
    out.writeInt(state.tallies().size());
    for (Tally tally : state.tallies()) {
      out.writeUTF(tally.zoneId());
      out.writeUTF(tally.label());
      out.writeInt(tally.present());
      out.writeInt(tally.visits());
      out.writeInt(tally.entered());
      out.writeInt(tally.exited());
      out.writeInt(tally.peak());
    }
  }

  /**
   * Reads a state.
   *
   * @throws IOException with a sentence, if the bytes are damaged or of an unknown version
   */
  public static CountState read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "count state of version %d; this release reads version %d: restore it with the release that wrote it",
              version,
              VERSION));
    }
    long window = in.readLong();
    long first = in.readLong();
    long last = in.readLong();
    int frames = in.readInt();
    int count = in.readInt();
    if (count < 0 || count > MOST_TALLIES) {
      throw new IOException("count state of " + count + " tallies: the bytes are damaged");
    }
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tallies.add(
          new Tally(
              in.readUTF(),
              in.readUTF(),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              in.readInt()));
    }
    return new CountState(window, first, last, frames, tallies);
  }
}
