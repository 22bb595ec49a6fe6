package io.manako.track.scene;

import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import io.manako.track.scene.CountState.Tally;
import io.manako.track.scene.Visitors.Visitor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A camera's open count as bytes, by the rules of {@link StateFormat}. Version 1: window, first and
 * last (8 bytes each), frames (4), and the list of tallies (length in 4) with their fields in the
 * order of the record, numbers in 4 bytes. Version 2: each tally also has its visitors: count (4)
 * and the list of the known ones (length in 4), each with trackId (8), objectId (8) and inside (1).
 */
public final class CountStateCodec {
  private static final StateFormat FORMAT = new StateFormat("count state", 2);

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
    int version = FORMAT.readVersion(in);
    return new CountState(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        FORMAT.readList(in, Length.INT, tally -> readTally(tally, version)));
  }

  private static void writeTally(Tally tally, DataOutput out) throws IOException {
    out.writeUTF(tally.zoneId());
    out.writeUTF(tally.label());
    out.writeInt(tally.present());
    out.writeInt(tally.visits());
    out.writeInt(tally.entered());
    out.writeInt(tally.exited());
    out.writeInt(tally.peak());
    out.writeInt(tally.visitors().count());
    FORMAT.writeList(out, Length.INT, tally.visitors().known(), CountStateCodec::writeVisitor);
  }

  private static void writeVisitor(Visitor visitor, DataOutput out) throws IOException {
    out.writeLong(visitor.trackId());
    out.writeLong(visitor.objectId());
    out.writeBoolean(visitor.inside());
  }

  private static Tally readTally(DataInput in, int version) throws IOException {
    String zoneId = in.readUTF();
    String label = in.readUTF();
    int present = in.readInt();
    int visits = in.readInt();
    int entered = in.readInt();
    int exited = in.readInt();
    int peak = in.readInt();
    Visitors visitors = version == 1 ? Visitors.ofVisits(visits) : readVisitors(in);
    return new Tally(zoneId, label, present, visits, entered, exited, peak, visitors);
  }

  private static Visitors readVisitors(DataInput in) throws IOException {
    return new Visitors(
        in.readInt(), FORMAT.readList(in, Length.INT, CountStateCodec::readVisitor));
  }

  private static Visitor readVisitor(DataInput in) throws IOException {
    return new Visitor(in.readLong(), in.readLong(), in.readBoolean());
  }
}
