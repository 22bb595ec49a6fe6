package io.manako.operator;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of a record that stays inside one operator chain. Frames carry encoded pictures, which
 * must not cross the network a second time; a job that would send them fails with a message instead
 * of falling back to Kryo.
 */
public final class ChainedType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  ChainedType(Class<T> type) {
    this.type = type;
  }

  /** Makes the type of {@link FrameRecord}, for {@code @TypeInfo}. */
  public static final class OfFrameRecord extends TypeInfoFactory<FrameRecord> {
    @Override
    public TypeInformation<FrameRecord> createTypeInfo(
        Type t, Map<String, TypeInformation<?>> parameters) {
      return new ChainedType<>(FrameRecord.class);
    }
  }

  /** Makes the type of {@link FrameResult}, for {@code @TypeInfo}. */
  public static final class OfFrameResult extends TypeInfoFactory<FrameResult> {
    @Override
    public TypeInformation<FrameResult> createTypeInfo(
        Type t, Map<String, TypeInformation<?>> parameters) {
      return new ChainedType<>(FrameResult.class);
    }
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new ChainedSerializer<>(type);
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
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
    return other instanceof ChainedType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainedType<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type);
  }

  @Override
  public String toString() {
    return "ChainedType<" + type.getSimpleName() + ">";
  }
}
