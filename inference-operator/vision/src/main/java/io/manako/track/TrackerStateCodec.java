package io.manako.track;

import io.manako.track.TrackState.Phase;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads and writes the tracker's state as bytes. The first byte is a version; a newer reader reads
 * every older version. Version 1: lastId and time (8 bytes each), the number of tracks (4), then
 * for each track id (8), phase (1), hits (4), classId (4), label (modified UTF-8), lastSeen (8) and
 * 4 × 5 doubles of motion, all big-endian.
 */
public final class TrackerStateCodec {
  private static final int VERSION = 1;

  /**
   * Greatest number of tracks: a greater count means damaged bytes, because no frame holds so many.
   */
  private static final int MOST_TRACKS = 1 << 20;

  private static final Phase[] PHASES = {Phase.TENTATIVE, Phase.CONFIRMED, Phase.LOST};

  private TrackerStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(TrackerState state, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(state.lastId());
    out.writeLong(state.time());
    out.writeInt(state.tracks().size());
    for (TrackState track : state.tracks()) {
      write(track, out);
    }
  }

  /**
   * Reads a state.
   *
   * @throws IOException with a sentence, if the bytes are damaged or of an unknown version
   */
  public static TrackerState read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "tracker state of version %d; this release reads version %d: restore it with the release that wrote it",
              version,
              VERSION));
    }
    long lastId = in.readLong();
    long time = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > MOST_TRACKS) {
      throw new IOException("tracker state of " + count + " tracks: the bytes are damaged");
    }
    List<TrackState> tracks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tracks.add(readTrack(in));
    }
    return new TrackerState(lastId, time, tracks);
  }

  private static void write(TrackState track, DataOutput out) throws IOException {
    out.writeLong(track.id());
    out.writeByte(List.of(PHASES).indexOf(track.phase()));
    out.writeInt(track.hits());
    out.writeInt(track.classId());
    out.writeUTF(track.label());
    out.writeLong(track.lastSeen());
    write(track.motion().centreX(), out);
    write(track.motion().centreY(), out);
    write(track.motion().aspect(), out);
    write(track.motion().height(), out);
  }

  private static TrackState readTrack(DataInput in) throws IOException {
    long id = in.readLong();
    int phase = in.readUnsignedByte();
    if (phase >= PHASES.length) {
      throw new IOException("tracker state with phase " + phase + ": the bytes are damaged");
    }
    int hits = in.readInt();
    int classId = in.readInt();
    String label = in.readUTF();
    long lastSeen = in.readLong();
    BoxMotion motion = new BoxMotion(readAxis(in), readAxis(in), readAxis(in), readAxis(in));
    return new TrackState(id, PHASES[phase], hits, classId, label, lastSeen, motion);
  }

  private static void write(AxisEstimate axis, DataOutput out) throws IOException {
    out.writeDouble(axis.value());
    out.writeDouble(axis.rate());
    out.writeDouble(axis.valueVariance());
    out.writeDouble(axis.covariance());
    out.writeDouble(axis.rateVariance());
  }

  private static AxisEstimate readAxis(DataInput in) throws IOException {
    return new AxisEstimate(
        in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }
}
