package io.manako.operator.batch;

import static java.util.Objects.requireNonNull;

import io.manako.operator.StatefulPart;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/** Keeps {@link SampledCameras} in checkpoints: camera and event time of its last frame, in ms. */
public final class SampledCamerasState implements StatefulPart {
  private static final ListStateDescriptor<Tuple2<String, Long>> DESCRIPTOR =
      new ListStateDescriptor<>("sampled-cameras", Types.TUPLE(Types.STRING, Types.LONG));

  private final SampledCameras cameras;
  private @Nullable ListState<Tuple2<String, Long>> state;

  public SampledCamerasState(SampledCameras cameras) {
    this.cameras = cameras;
  }

  @Override
  public void initialize(StateInitializationContext context, TaskInfo subtask) throws Exception {
    ListState<Tuple2<String, Long>> restored =
        context.getOperatorStateStore().getUnionListState(DESCRIPTOR);
    state = restored;
    for (Tuple2<String, Long> camera : restored.get()) {
      cameras.restore(camera.f0, camera.f1);
    }
  }

  @Override
  public void snapshot(TaskInfo subtask) throws Exception {
    int subtasks = subtask.getNumberOfParallelSubtasks();
    int index = subtask.getIndexOfThisSubtask();
    List<Tuple2<String, Long>> list = new ArrayList<>();
    cameras.snapshot(
        camera -> Math.floorMod(camera.hashCode(), subtasks) == index,
        (camera, eventMillis) -> list.add(Tuple2.of(camera, eventMillis)));
    requireNonNull(state, "the state is initialized").update(list);
  }
}
