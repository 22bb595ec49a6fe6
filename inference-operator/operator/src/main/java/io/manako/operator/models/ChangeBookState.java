package io.manako.operator.models;

import static java.util.Objects.requireNonNull;

import io.manako.operator.StatefulPart;
import io.manako.operator.models.ChangeBookCodec.Stored;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/** Keeps a {@link ChangeBook} in checkpoints, as the bytes of {@link ChangeBookCodec}. */
final class ChangeBookState implements StatefulPart {
  private static final ListStateDescriptor<byte[]> DESCRIPTOR =
      new ListStateDescriptor<>("model-changes", BytePrimitiveArraySerializer.INSTANCE);

  private final ChangeBook book;
  private @Nullable ListState<byte[]> state;

  ChangeBookState(ChangeBook book) {
    this.book = book;
  }

  @Override
  public void initialize(StateInitializationContext context, TaskInfo subtask) throws Exception {
    ListState<byte[]> restored = context.getOperatorStateStore().getUnionListState(DESCRIPTOR);
    state = restored;
    List<Stored> stored = new ArrayList<>();
    for (byte[] bytes : restored.get()) {
      stored.add(ChangeBookCodec.read(bytes));
    }
    book.restore(stored, subtask.getIndexOfThisSubtask(), subtask.getNumberOfParallelSubtasks());
  }

  @Override
  public void snapshot(TaskInfo subtask) throws Exception {
    Stored stored =
        new Stored(
            subtask.getIndexOfThisSubtask(), subtask.getNumberOfParallelSubtasks(), book.entries());
    requireNonNull(state, "the state is initialized")
        .update(List.of(ChangeBookCodec.write(stored)));
  }
}
