package io.manako.operator.tracking;

import io.manako.track.scene.VideoEvent;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Tells Flink how to send a {@link VideoEvent}. Flink knows no sealed types and would fall back to
 * Kryo.
 */
final class VideoEventType extends TypeInformation<VideoEvent> {
  private static final long serialVersionUID = 1L;

  /** Creates the type, for {@code @TypeInfo} on components of records. */
  public static final class Factory extends TypeInfoFactory<VideoEvent> {
    @Override
    public TypeInformation<VideoEvent> createTypeInfo(
        Type t, Map<String, TypeInformation<?>> parameters) {
      return new VideoEventType();
    }
  }

  @Override
  public TypeSerializer<VideoEvent> createSerializer(SerializerConfig config) {
    return new VideoEventSerializer();
  }

  @Override
  public Class<VideoEvent> getTypeClass() {
    return VideoEvent.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof VideoEventType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VideoEventType;
  }

  @Override
  public int hashCode() {
    return VideoEventType.class.hashCode();
  }

  @Override
  public String toString() {
    return "VideoEvent";
  }
}
