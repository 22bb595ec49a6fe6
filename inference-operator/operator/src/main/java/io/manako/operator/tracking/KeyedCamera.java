package io.manako.operator.tracking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** Flink's keyed state of one camera: the one whose frame or timer is being processed. */
final class KeyedCamera {
  private final ListState<FrameDetections> waiting;
  private final ValueState<CameraState> state;
  private final ValueState<Long> lastArrival;

  KeyedCamera(RuntimeContext context) {
    waiting =
        context.getListState(new ListStateDescriptor<>("waiting-frames", FrameDetections.class));
    state = context.getState(new ValueStateDescriptor<>("camera", new CameraStateSerializer()));
    lastArrival = context.getState(new ValueStateDescriptor<>("last-arrival", Types.LONG));
  }

  /** The camera's state, or null if none is kept. */
  @Nullable CameraState known() throws IOException {
    return state.value();
  }

  /** The camera's state; that of a new camera if none is kept. */
  CameraState state() throws IOException {
    @Nullable CameraState kept = state.value();
    return kept == null ? CameraState.EMPTY : kept;
  }

  void update(CameraState next) throws IOException {
    state.update(next);
  }

  /** Frames that wait for a predecessor, in order. */
  List<FrameDetections> waiting() throws Exception {
    List<FrameDetections> frames = new ArrayList<>();
    waiting.get().forEach(frames::add);
    return frames;
  }

  /** Replaces the waiting frames; writes nothing if there are none before and after. */
  void replaceWaiting(List<FrameDetections> before, List<FrameDetections> now) throws Exception {
    if (!before.isEmpty() || !now.isEmpty()) {
      waiting.update(now);
    }
  }

  void clearWaiting() {
    waiting.clear();
  }

  /** Whether a frame has come since the state was created. */
  boolean hasArrived() throws IOException {
    return lastArrival.value() != null;
  }

  /**
   * Time of the machine's clock at which the last frame came, ms since 1970; 0 before the first.
   */
  long lastArrival() throws IOException {
    @Nullable Long kept = lastArrival.value();
    return kept == null ? 0 : kept;
  }

  void arrived(long millis) throws IOException {
    lastArrival.update(millis);
  }

  /** Drops everything. */
  void clear() {
    state.clear();
    waiting.clear();
    lastArrival.clear();
  }
}
