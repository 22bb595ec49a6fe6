package io.manako.track.scene;

import io.manako.track.scene.SceneState.Passage;
import io.manako.track.scene.SceneState.Side;
import io.manako.track.scene.SceneState.Stay;
import io.manako.track.scene.SceneState.Total;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads and writes the state of zones and lines as bytes. The first byte is a version; a newer
 * reader reads every older version. Version 1: three lists, each its length (4 bytes) and its
 * entries' fields in the order of the records; text is modified UTF-8, numbers are big-endian.
 * Version 2: a fourth list, the passages.
 */
public final class SceneStateCodec {
  private static final int VERSION = 2;

  /**
   * Greatest number of entries: a greater count means damaged bytes, because no camera has so many.
   */
  private static final int MOST_ENTRIES = 1 << 24;

  private SceneStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(SceneState state, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(state.stays().size());
    for (Stay stay : state.stays()) {
      out.writeUTF(stay.zoneId());
      out.writeLong(stay.trackId());
      out.writeUTF(stay.label());
      out.writeLong(stay.since());
      out.writeLong(stay.lastSeen());
      out.writeLong(stay.dwellTold());
    }
    out.writeInt(state.sides().size());
    for (Side side : state.sides()) {
      out.writeUTF(side.lineId());
      out.writeLong(side.trackId());
      out.writeDouble(side.place().x());
      out.writeDouble(side.place().y());
    }
    out.writeInt(state.totals().size());
    for (Total total : state.totals()) {
      out.writeUTF(total.lineId());
      out.writeLong(total.leftToRight());
      out.writeLong(total.rightToLeft());
    }
    out.writeInt(state.passages().size());
    for (Passage passage : state.passages()) {
      out.writeUTF(passage.lineId());
      out.writeLong(passage.trackId());
      out.writeUTF(passage.label());
      out.writeBoolean(passage.toRight());
      out.writeLong(passage.since());
      out.writeInt(passage.frames());
    }
  }

  /**
   * Reads a state.
   *
   * @throws IOException with a sentence, if the bytes are damaged or of an unknown version
   */
  public static SceneState read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version < 1 || version > VERSION) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "scene state of version %d; this release reads versions 1 to %d: restore it with the release that wrote it",
              version,
              VERSION));
    }
    return new SceneState(
        list(in, SceneStateCodec::readStay),
        list(in, SceneStateCodec::readSide),
        list(in, SceneStateCodec::readTotal),
        version == 1 ? List.of() : list(in, SceneStateCodec::readPassage));
  }

  private interface EntryReader<T> {
    T read(DataInput in) throws IOException;
  }

  private static <T> List<T> list(DataInput in, EntryReader<T> reader) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_ENTRIES) {
      throw new IOException("scene state of " + count + " entries: the bytes are damaged");
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(reader.read(in));
    }
    return list;
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
