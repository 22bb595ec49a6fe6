package io.manako.track.scene;

import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import io.manako.track.scene.SceneTimeline.Entry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A camera's changes of zones and lines as bytes, by the rules of {@link StateFormat}. Version 1:
 * the list of entries, each with its time (8 bytes), a flag (1) and, if set, its zones and lines. A
 * zone is its id and the list of its corners, a line is its id and two points, a point is two
 * doubles. The lengths of all lists take 1 byte.
 */
public final class SceneTimelineCodec {
  private static final StateFormat FORMAT = new StateFormat("scene timeline", 1);

  private SceneTimelineCodec() {}

  /** Writes a timeline in the newest version. */
  public static void write(SceneTimeline timeline, DataOutput out) throws IOException {
    FORMAT.writeVersion(out);
    FORMAT.writeList(out, Length.BYTE, timeline.entries(), SceneTimelineCodec::writeEntry);
  }

  /**
   * Throws {@link IOException} with a sentence if no release that is known here wrote the bytes.
   */
  public static SceneTimeline read(DataInput in) throws IOException {
    FORMAT.readVersion(in);
    return new SceneTimeline(FORMAT.readList(in, Length.BYTE, SceneTimelineCodec::readEntry));
  }

  private static void writeEntry(Entry entry, DataOutput out) throws IOException {
    out.writeLong(entry.micros());
    Scene scene = entry.scene();
    out.writeBoolean(scene != null);
    if (scene != null) {
      FORMAT.writeList(out, Length.BYTE, scene.zones(), SceneTimelineCodec::writeZone);
      FORMAT.writeList(out, Length.BYTE, scene.lines(), SceneTimelineCodec::writeLine);
    }
  }

  private static Entry readEntry(DataInput in) throws IOException {
    return new Entry(in.readLong(), in.readBoolean() ? readScene(in) : null);
  }

  private static Scene readScene(DataInput in) throws IOException {
    try {
      return new Scene(
          FORMAT.readList(in, Length.BYTE, SceneTimelineCodec::readZone),
          FORMAT.readList(in, Length.BYTE, SceneTimelineCodec::readLine));
    } catch (IllegalArgumentException e) {
      throw new IOException("scene timeline: the bytes are damaged: " + e.getMessage(), e);
    }
  }

  private static void writeZone(Zone zone, DataOutput out) throws IOException {
    out.writeUTF(zone.id());
    FORMAT.writeList(out, Length.BYTE, zone.polygon(), SceneTimelineCodec::writePoint);
  }

  private static Zone readZone(DataInput in) throws IOException {
    return new Zone(in.readUTF(), FORMAT.readList(in, Length.BYTE, SceneTimelineCodec::readPoint));
  }

  private static void writeLine(Line line, DataOutput out) throws IOException {
    out.writeUTF(line.id());
    writePoint(line.from(), out);
    writePoint(line.to(), out);
  }

  private static Line readLine(DataInput in) throws IOException {
    return new Line(in.readUTF(), readPoint(in), readPoint(in));
  }

  private static void writePoint(Point point, DataOutput out) throws IOException {
    out.writeDouble(point.x());
    out.writeDouble(point.y());
  }

  private static Point readPoint(DataInput in) throws IOException {
    return new Point(in.readDouble(), in.readDouble());
  }
}
