package io.manako.track.scene;

import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import io.manako.track.scene.CountState.Tally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A camera's open count as bytes, by the rules of {@link StateFormat}. Version 1: window, first and
 * last (8 bytes each), frames (4), and the list of tallies (length in 4) with their fields in the
 * order of the record, numbers in 4 bytes.
 */
public final class CountStateCodec {
  private static final StateFormat FORMAT = new StateFormat("count state", 1);

  private CountStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(CountState state, DataOutput out) throws IOException {
    FORMAT.writeVersion(out);
    out.writeLong(state.window());
    out.writeLong(state.first());
    out.writeLong(state.last());
    out.writeInt(state.frames());
    FORMAT.writeList(out, Length.INT, state.tallies(), CountStateCodec::writeTally);
  }

  /**
   * Throws {@link IOException} with a sentence if no release that is known here wrote the bytes.
   */
  public static CountState read(DataInput in) throws IOException {
    FORMAT.readVersion(in);
    return new CountState(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        FORMAT.readList(in, Length.INT, CountStateCodec::readTally));
  }

  private static void writeTally(Tally tally, DataOutput out) throws IOException {
    out.writeUTF(tally.zoneId());
    out.writeUTF(tally.label());
    out.writeInt(tally.present());
    out.writeInt(tally.visits());
    out.writeInt(tally.entered());
    out.writeInt(tally.exited());
    out.writeInt(tally.peak());
  }

  private static Tally readTally(DataInput in) throws IOException {
    return new Tally(
        in.readUTF(),
        in.readUTF(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt());
  }
}
