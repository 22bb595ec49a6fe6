package io.manako.job;

import io.manako.track.scene.SceneChange;
import io.manako.wire.ControlRecord;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Refuses control records of too many cameras, whose zones and lines every task would keep. Runs
 * once in a job.
 */
final class SceneAdmission extends ProcessFunction<ControlRecord, ControlRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final int most;
  private transient SceneRoster roster;
  private transient ListState<String> state;

  /**
   * Admits a number of cameras.
   *
   * @param most cameras with zones and lines at a time
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  SceneAdmission(int most) {
    this.most = most;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    roster = new SceneRoster(most);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("published-cameras", Types.STRING));
    state.get().forEach(roster::restore);
    getRuntimeContext()
        .getMetricGroup()
        .addGroup("manako")
        .gauge("published_cameras", () -> roster.cameras().size());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.copyOf(roster.cameras()));
  }

  @Override
  public void processElement(ControlRecord record, Context context, Collector<ControlRecord> out) {
    @Nullable SceneChange change = record.change();
    out.collect(
        change == null || roster.admits(change)
            ? record
            : record.refused(
                String.format(
                    Locale.ROOT,
                    "there are zones and lines of %d cameras, as many as tracking.max-cameras"
                        + " allows; remove others with records without a value, or raise the limit",
                    most)));
  }
}
