package io.manako.operator.tracking;

import io.manako.track.scene.SceneTimeline;
import io.manako.track.scene.SceneTimelineCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A camera's live zones and lines as bytes, which carry their own version. */
public final class SceneTimelineSerializer extends ImmutableSerializer<SceneTimeline> {
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(SceneTimeline timeline, DataOutputView out) throws IOException {
    SceneTimelineCodec.write(timeline, out);
  }

  @Override
  public SceneTimeline deserialize(DataInputView in) throws IOException {
    return SceneTimelineCodec.read(in);
  }

  @Override
  public SceneTimeline createInstance() {
    return SceneTimeline.EMPTY;
  }

  @Override
  public TypeSerializerSnapshot<SceneTimeline> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the class alone. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SceneTimeline> {
    public Snapshot() {
      super(SceneTimelineSerializer::new);
    }
  }
}
