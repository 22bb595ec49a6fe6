package io.manako.track.scene;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a camera's changes of zones and lines as bytes. The first byte is a version; a
 * newer reader reads every older version. Version 1: the number of entries (1 byte), then for each
 * its time (8), a flag (1) and, if set, its zones and lines: the number of zones (1), each with its
 * id, the number of its corners (1) and these as two doubles; the number of lines (1), each with
 * its id and two points. Text is modified UTF-8, numbers are big-endian.
 */
public final class SceneTimelineCodec {
  private static final int VERSION = 1;

  private SceneTimelineCodec() {}

  /** Writes a timeline in the newest version. */
  public static void write(SceneTimeline timeline, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeByte(timeline.entries().size());
    for (SceneTimeline.Entry entry : timeline.entries()) {
      out.writeLong(entry.micros());
      Scene scene = entry.scene();
      out.writeBoolean(scene != null);
      if (scene != null) {
        write(scene, out);
      }
    }
  }

  /**
   * Reads a timeline.
   *
   * @throws IOException with a sentence, if the bytes are damaged or of an unknown version
   */
  public static SceneTimeline read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "scene timeline of version %d; this release reads version %d: restore it with the release that wrote it",
              version,
              VERSION));
    }
    int count = in.readUnsignedByte();
    List<SceneTimeline.Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long micros = in.readLong();
      entries.add(new SceneTimeline.Entry(micros, readScene(in)));
    }
    return new SceneTimeline(entries);
  }

  private static void write(Scene scene, DataOutput out) throws IOException {
    out.writeByte(scene.zones().size());
    for (Zone zone : scene.zones()) {
      out.writeUTF(zone.id());
      out.writeByte(zone.polygon().size());
      for (Point corner : zone.polygon()) {
        write(corner, out);
      }
    }
    out.writeByte(scene.lines().size());
    for (Line line : scene.lines()) {
      out.writeUTF(line.id());
      write(line.from(), out);
      write(line.to(), out);
    }
  }

  private static void write(Point point, DataOutput out) throws IOException {
    out.writeDouble(point.x());
    out.writeDouble(point.y());
  }

  private static @Nullable Scene readScene(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    try {
      return new Scene(readZones(in), readLines(in));
    } catch (IllegalArgumentException e) {
      throw new IOException("scene timeline: the bytes are damaged: " + e.getMessage(), e);
    }
  }

  private static List<Zone> readZones(DataInput in) throws IOException {
    int count = in.readUnsignedByte();
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = in.readUTF();
      int corners = in.readUnsignedByte();
      List<Point> polygon = new ArrayList<>();
      for (int c = 0; c < corners; c++) {
        polygon.add(readPoint(in));
      }
      zones.add(new Zone(id, polygon));
    }
    return zones;
  }

  private static List<Line> readLines(DataInput in) throws IOException {
    int count = in.readUnsignedByte();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(new Line(in.readUTF(), readPoint(in), readPoint(in)));
    }
    return lines;
  }

  private static Point readPoint(DataInput in) throws IOException {
    return new Point(in.readDouble(), in.readDouble());
  }
}
