package io.manako.track;

import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import io.manako.track.TrackState.Phase;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The tracker's state as bytes, by the rules of {@link StateFormat}. Version 1: lastId and time (8
 * bytes each), the list of tracks (length in 4), each with id (8), phase (1), hits (4), classId
 * (4), label, lastSeen (8) and 4 × 5 doubles of motion.
 */
public final class TrackerStateCodec {
  private static final StateFormat FORMAT = new StateFormat("tracker state", 1);

  /** The phases in the order of the format. */
  private static final List<Phase> PHASES = List.of(Phase.TENTATIVE, Phase.CONFIRMED, Phase.LOST);

  private TrackerStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(TrackerState state, DataOutput out) throws IOException {
    FORMAT.writeVersion(out);
    out.writeLong(state.lastId());
    out.writeLong(state.time());
    FORMAT.writeList(out, Length.INT, state.tracks(), TrackerStateCodec::writeTrack);
  }

  /**
   * Throws {@link IOException} with a sentence if no release that is known here wrote the bytes.
   */
  public static TrackerState read(DataInput in) throws IOException {
    FORMAT.readVersion(in);
    long lastId = in.readLong();
    long time = in.readLong();
    return new TrackerState(
        lastId, time, FORMAT.readList(in, Length.INT, TrackerStateCodec::readTrack));
  }

  private static void writeTrack(TrackState track, DataOutput out) throws IOException {
    out.writeLong(track.id());
    out.writeByte(PHASES.indexOf(track.phase()));
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
    Phase phase = FORMAT.readConstant(in, PHASES);
    int hits = in.readInt();
    int classId = in.readInt();
    String label = in.readUTF();
    long lastSeen = in.readLong();
    BoxMotion motion = new BoxMotion(readAxis(in), readAxis(in), readAxis(in), readAxis(in));
    return new TrackState(id, phase, hits, classId, label, lastSeen, motion);
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
