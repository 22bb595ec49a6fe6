package io.manako.operator;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Passes immutable records on within an operator chain, where Flink asks for copies, and refuses to
 * serialize them.
 */
final class ChainedSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  ChainedSerializer(Class<T> type) {
    this.type = type;
  }

  private UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(
        type.getSimpleName()
            + " must stay in one operator chain: give the operators around the inference the same"
            + " parallelism, leave chaining on, and put no shuffle or state between them");
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public T createInstance() {
    throw refusal();
  }

  @Override
  public void serialize(T element, DataOutputView target) {
    throw refusal();
  }

  @Override
  public T deserialize(DataInputView source) {
    throw refusal();
  }

  @Override
  public T deserialize(T reuse, DataInputView source) {
    throw refusal();
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) {
    throw refusal();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    throw refusal();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainedSerializer<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
