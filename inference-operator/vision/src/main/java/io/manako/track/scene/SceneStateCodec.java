package io.manako.track.scene;

import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import io.manako.track.scene.SceneState.Passage;
import io.manako.track.scene.SceneState.Side;
import io.manako.track.scene.SceneState.Stay;
import io.manako.track.scene.SceneState.Total;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The state of zones and lines as bytes, by the rules of {@link StateFormat}. Version 1: three
 * lists (lengths in 4 bytes) with the fields in the order of the records. Version 2: a fourth list,
 * the passages.
 */
public final class SceneStateCodec {
  private static final StateFormat FORMAT = new StateFormat("scene state", 2);

  private SceneStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(SceneState state, DataOutput out) throws IOException {
    FORMAT.writeVersion(out);
    FORMAT.writeList(out, Length.INT, state.stays(), SceneStateCodec::writeStay);
    FORMAT.writeList(out, Length.INT, state.sides(), SceneStateCodec::writeSide);
    FORMAT.writeList(out, Length.INT, state.totals(), SceneStateCodec::writeTotal);
    FORMAT.writeList(out, Length.INT, state.passages(), SceneStateCodec::writePassage);
  }

  /**
   * Throws {@link IOException} with a sentence if no release that is known here wrote the bytes.
   */
  public static SceneState read(DataInput in) throws IOException {
    int version = FORMAT.readVersion(in);
    return new SceneState(
        FORMAT.readList(in, Length.INT, SceneStateCodec::readStay),
        FORMAT.readList(in, Length.INT, SceneStateCodec::readSide),
        FORMAT.readList(in, Length.INT, SceneStateCodec::readTotal),
        version == 1 ? List.of() : FORMAT.readList(in, Length.INT, SceneStateCodec::readPassage));
  }

  private static void writeStay(Stay stay, DataOutput out) throws IOException {
    out.writeUTF(stay.zoneId());
    out.writeLong(stay.trackId());
    out.writeUTF(stay.label());
    out.writeLong(stay.since());
    out.writeLong(stay.lastSeen());
    out.writeLong(stay.dwellsEmitted());
  }

  private static void writeSide(Side side, DataOutput out) throws IOException {
    out.writeUTF(side.lineId());
    out.writeLong(side.trackId());
    out.writeDouble(side.place().x());
    out.writeDouble(side.place().y());
  }

  private static void writeTotal(Total total, DataOutput out) throws IOException {
    out.writeUTF(total.lineId());
    out.writeLong(total.leftToRight());
    out.writeLong(total.rightToLeft());
  }

  private static void writePassage(Passage passage, DataOutput out) throws IOException {
    out.writeUTF(passage.lineId());
    out.writeLong(passage.trackId());
    out.writeUTF(passage.label());
    out.writeBoolean(passage.toRight());
    out.writeLong(passage.since());
    out.writeInt(passage.frames());
  }

  private static Stay readStay(DataInput in) throws IOException {
    return new Stay(
        in.readUTF(), in.readLong(), in.readUTF(), in.readLong(), in.readLong(), in.readLong());
  }

  private static Side readSide(DataInput in) throws IOException {
    return new Side(in.readUTF(), in.readLong(), new Point(in.readDouble(), in.readDouble()));
  }

  private static Total readTotal(DataInput in) throws IOException {
    return new Total(in.readUTF(), in.readLong(), in.readLong());
  }

  private static Passage readPassage(DataInput in) throws IOException {
    return new Passage(
        in.readUTF(), in.readLong(), in.readUTF(), in.readBoolean(), in.readLong(), in.readInt());
  }
}
