package io.manako.operator.tracking;

import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.state.StateFormat;
import io.manako.track.TrackerStateCodec;
import io.manako.track.objects.ObjectState;
import io.manako.track.objects.ObjectStateCodec;
import io.manako.track.scene.CountState;
import io.manako.track.scene.CountStateCodec;
import io.manako.track.scene.SceneStateCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A camera's state as bytes, by the rules of {@link StateFormat}. Version 1: the last frame, the
 * flags, then the tracker's and the scene's state, each with a version of its own. Version 2: also
 * the still picture (hash and start in 8 bytes, frames in 4, a flag) and the state of the counts.
 * Version 3: the scene's state has its own version 2. Version 4: the state of the counts has its
 * own version 2, and the state of the objects follows.
 */
public final class CameraStateSerializer extends ImmutableSerializer<CameraState> {
  private static final long serialVersionUID = 1L;
  private static final StateFormat FORMAT = new StateFormat("camera state", 4);

  @Override
  public void serialize(CameraState state, DataOutputView out) throws IOException {
    FORMAT.writeVersion(out);
    LastFrame last = state.last();
    out.writeUTF(last.frameId());
    out.writeUTF(last.streamEpoch());
    out.writeLong(last.sequence());
    out.writeInt(last.index());
    out.writeLong(last.micros());
    out.writeInt(state.lateRun());
    out.writeBoolean(state.offline());
    TrackerStateCodec.write(state.tracker(), out);
    SceneStateCodec.write(state.scene(), out);
    StillPicture picture = state.picture();
    out.writeLong(picture.hash());
    out.writeLong(picture.since());
    out.writeInt(picture.frames());
    out.writeBoolean(picture.reported());
    CountStateCodec.write(state.counts(), out);
    ObjectStateCodec.write(state.objects(), out);
  }

  @Override
  public CameraState deserialize(DataInputView in) throws IOException {
    int version = FORMAT.readVersion(in);
    LastFrame last =
        new LastFrame(in.readUTF(), in.readUTF(), in.readLong(), in.readInt(), in.readLong());
    return new CameraState(
        last,
        in.readInt(),
        in.readBoolean(),
        TrackerStateCodec.read(in),
        SceneStateCodec.read(in),
        version == 1 ? StillPicture.NONE : picture(in),
        version == 1 ? CountState.EMPTY : CountStateCodec.read(in),
        version < 4 ? ObjectState.EMPTY : ObjectStateCodec.read(in));
  }

  private static StillPicture picture(DataInputView in) throws IOException {
    return new StillPicture(in.readLong(), in.readLong(), in.readInt(), in.readBoolean());
  }

  @Override
  public CameraState createInstance() {
    return CameraState.EMPTY;
  }

  @Override
  public TypeSerializerSnapshot<CameraState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The bytes carry their own version, so the snapshot names the class alone. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CameraState> {
    public Snapshot() {
      super(CameraStateSerializer::new);
    }
  }
}
