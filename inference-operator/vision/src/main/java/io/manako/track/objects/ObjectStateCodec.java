package io.manako.track.objects;

import io.manako.detect.Box;
import io.manako.state.StateFormat;
import io.manako.state.StateFormat.Length;
import io.manako.track.objects.ObjectState.Known;
import io.manako.track.objects.ObjectState.Pace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The objects of a camera as bytes, by the rules of {@link StateFormat}. Version 1: lastId (8
 * bytes), then the list of known tracks (length in 4), each with objectId (8), trackId (8), label,
 * 4 floats of the box, lastSeen (8), atBorder (1) and 2 doubles of pace.
 */
public final class ObjectStateCodec {
  private static final StateFormat FORMAT = new StateFormat("object state", 1);

  private ObjectStateCodec() {}

  /** Writes a state in the newest version. */
  public static void write(ObjectState state, DataOutput out) throws IOException {
    FORMAT.writeVersion(out);
    out.writeLong(state.lastId());
    FORMAT.writeList(out, Length.INT, state.known(), ObjectStateCodec::writeKnown);
  }

  /**
   * Throws {@link IOException} with a sentence if no release that is known here wrote the bytes.
   */
  public static ObjectState read(DataInput in) throws IOException {
    FORMAT.readVersion(in);
    long lastId = in.readLong();
    return new ObjectState(lastId, FORMAT.readList(in, Length.INT, ObjectStateCodec::readKnown));
  }

  private static void writeKnown(Known known, DataOutput out) throws IOException {
    Sighting sighting = known.sighting();
    out.writeLong(known.objectId());
    out.writeLong(sighting.trackId());
    out.writeUTF(sighting.label());
    out.writeFloat(sighting.box().x());
    out.writeFloat(sighting.box().y());
    out.writeFloat(sighting.box().width());
    out.writeFloat(sighting.box().height());
    out.writeLong(known.lastSeen());
    out.writeBoolean(known.atBorder());
    out.writeDouble(known.pace().x());
    out.writeDouble(known.pace().y());
  }

  private static Known readKnown(DataInput in) throws IOException {
    long objectId = in.readLong();
    long trackId = in.readLong();
    String label = in.readUTF();
    Box box = new Box(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
    long lastSeen = in.readLong();
    boolean atBorder = in.readBoolean();
    Pace pace = new Pace(in.readDouble(), in.readDouble());
    return new Known(objectId, new Sighting(trackId, label, box), lastSeen, atBorder, pace);
  }
}
