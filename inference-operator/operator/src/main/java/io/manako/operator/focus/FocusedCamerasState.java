package io.manako.operator.focus;

import static java.util.Objects.requireNonNull;

import io.manako.operator.StatefulPart;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/** Keeps {@link FocusedCameras} in checkpoints, as the bytes of {@link StoredCameraCodec}. */
public final class FocusedCamerasState implements StatefulPart {
  private static final ListStateDescriptor<byte[]> DESCRIPTOR =
      new ListStateDescriptor<>("focused-cameras", BytePrimitiveArraySerializer.INSTANCE);

  private final FocusedCameras cameras;
  private @Nullable ListState<byte[]> state;

  public FocusedCamerasState(FocusedCameras cameras) {
    this.cameras = cameras;
  }

  @Override
  public void initialize(StateInitializationContext context, TaskInfo subtask) throws Exception {
    ListState<byte[]> restored = context.getOperatorStateStore().getUnionListState(DESCRIPTOR);
    state = restored;
    for (byte[] bytes : restored.get()) {
      cameras.restore(StoredCameraCodec.read(bytes));
    }
  }

  @Override
  public void snapshot(TaskInfo subtask) throws Exception {
    int subtasks = subtask.getNumberOfParallelSubtasks();
    int index = subtask.getIndexOfThisSubtask();
    List<byte[]> list = new ArrayList<>();
    for (StoredCamera camera :
        cameras.snapshot(id -> Math.floorMod(id.hashCode(), subtasks) == index)) {
      list.add(StoredCameraCodec.write(camera));
    }
    requireNonNull(state, "the state is initialized").update(list);
  }
}
