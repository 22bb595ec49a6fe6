package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.track.scene.ZoneCount;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every camera's state, keyed by the camera's id. Emits one {@link FrameTracks} per frame,
 * and events and counts as side outputs. Only a camera's own frames change its state, so a dead
 * camera holds no other back.
 *
 * <p>Silence is measured with the machine's clock, because no event time passes while a camera is
 * absent. Events hold event times alone. A silence that only the event times show, as in a fast
 * replay, is emitted as the same events when the camera comes back.
 *
 * <p>The clock is the frames' watermark: the source sends a time of the machine's clock after all
 * frames that the topic held at that time. A job that is slow, held up or restored therefore never
 * mistakes frames that it has not read yet for a camera's silence.
 */
public final class TrackingFunction
    extends KeyedBroadcastProcessFunction<String, FrameDetections, SceneChange, FrameTracks>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TrackingFunction.class);

  /** Events of all kinds. */
  public static final OutputTag<TracedEvent> EVENTS = new OutputTag<>("events") {};

  /** Counts of windows that are over. */
  public static final OutputTag<ZoneCount> COUNTS = new OutputTag<>("counts") {};

  /** Zones and lines that were published while the job runs, by camera id. */
  public static final MapStateDescriptor<String, SceneTimeline> LIVE_SCENES =
      new MapStateDescriptor<>(
          "live-scenes", StringSerializer.INSTANCE, new SceneTimelineSerializer());

  private static final long NOT_YET = -1;

  private static final ListStateDescriptor<Long> CENSUS =
      new ListStateDescriptor<>("cameras-by-key-group", Types.LONG);

  /** The watermark at the end of the input. */
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  /** Watermarks from here on are not times: the frames have ended, the control topic has not. */
  private static final long NO_TIME = END_OF_INPUT - 1;

  private final TrackingOptions options;
  private final SceneBook scenes;

  private transient CameraFollower follower;
  private transient LiveScenes liveScenes;
  private transient CameraCensus census;
  private transient WeakBoxes weakBoxes;
  private transient ListState<Long> censusState;
  private transient KeyedCamera camera;
  private transient long openedAt;

  /**
   * A function for all cameras.
   *
   * @param scenes zones and lines as they are known now
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  public TrackingFunction(TrackingOptions options, SceneBook scenes) {
    this.options = options;
    this.scenes = scenes;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    census = new CameraCensus(options.cameras(), getRuntimeContext().getTaskInfo());
    censusState = context.getOperatorStateStore().getUnionListState(CENSUS);
    census.restore(censusState.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    censusState.update(census.snapshot());
  }

  @Override
  public void open(OpenContext context) {
    follower = new CameraFollower(options, scenes);
    liveScenes = new LiveScenes(scenes);
    camera = new KeyedCamera(getRuntimeContext());
    openedAt = NOT_YET;
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("manako");
    census.register(metrics);
    weakBoxes = new WeakBoxes(options.scores(), LOG::warn);
    weakBoxes.register(metrics);
  }

  @Override
  public void processElement(
      FrameDetections frame, ReadOnlyContext context, Collector<FrameTracks> out) throws Exception {
    @Nullable CameraState known = camera.known();
    @Nullable Failure refusal = census.refusal(frame.cameraId(), known != null);
    if (refusal != null) {
      out.collect(FrameTracks.untracked(frame, refusal));
      return;
    }
    if (known == null) {
      census.came(frame.cameraId());
    }
    CameraState state = known == null ? CameraState.EMPTY : known;
    List<FrameDetections> waiting = camera.waiting();
    FrameOrder.Step ordered = follower.order(state, waiting, frame);
    camera.update(follow(state, ordered.ready(), new Output(context, out)));
    camera.replaceWaiting(waiting, ordered.waiting());
    watch(context, state.offline());
  }

  private CameraState follow(CameraState before, List<FrameDetections> frames, Output output)
      throws Exception {
    CameraState state = before;
    for (FrameDetections frame : frames) {
      @Nullable SceneTimeline live =
          output.context().getBroadcastState(LIVE_SCENES).get(frame.cameraId());
      CameraStep step = follower.follow(state, frame, live);
      output.emit(step);
      weakBoxes.take(step.tracks());
      state = step.state();
    }
    return state;
  }

  /** Emits the results of frames and silences. */
  private record Output(ReadOnlyContext context, Collector<FrameTracks> tracks) {
    void emit(CameraStep step) {
      tracks.collect(step.tracks());
      step.events()
          .forEach(event -> context.output(EVENTS, TracedEvent.of(event, step.tracks().frame())));
      step.counts().forEach(count -> context.output(COUNTS, count));
    }

    void emit(Silence silence) {
      silence.events().forEach(event -> context.output(EVENTS, new TracedEvent(event, null)));
      silence.counts().forEach(count -> context.output(COUNTS, count));
    }
  }

  @Override
  public void processBroadcastElement(
      SceneChange change, Context context, Collector<FrameTracks> out) throws Exception {
    liveScenes.take(change, context.getBroadcastState(LIVE_SCENES));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<FrameTracks> out)
      throws Exception {
    now(context);
    Output output = new Output(context, out);
    if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
      // Savepoints of 0.1.0 hold such timers. This one waits until all earlier frames are read.
      context.timerService().registerEventTimeTimer(time);
    } else if (time == END_OF_INPUT) {
      end(context, output);
    } else if (context.currentWatermark() < NO_TIME && camera.known() != null) {
      judge(context.currentWatermark(), context, output);
    }
  }

  /**
   * Decides by the time without frames whether the camera is offline or forgotten.
   *
   * @param allReadAt time up to which every frame is read, ms since 1970
   */
  private void judge(long allReadAt, OnTimerContext context, Output output) throws Exception {
    long since = Math.max(camera.lastArrival(), openedAt);
    long offlineAt = since + options.offlineAfter().toMillis();
    long forgottenAt = since + options.cameras().forgetAfter().toMillis();
    if (allReadAt >= offlineAt && !camera.state().offline()) {
      fallSilent(context, output);
    }
    if (allReadAt < forgottenAt) {
      long next = camera.state().offline() ? forgottenAt : offlineAt;
      context.timerService().registerEventTimeTimer(next);
    } else {
      forget(context, output);
    }
  }

  private void fallSilent(OnTimerContext context, Output output) throws Exception {
    CameraState state = letGo(output);
    camera.update(state);
    if (!state.isNew()) {
      Silence silence = follower.tracker().offline(context.getCurrentKey(), state);
      output.emit(silence);
      camera.update(silence.state());
    }
  }

  private void forget(OnTimerContext context, Output output) throws Exception {
    CameraState state = camera.state();
    if (!state.isNew()) {
      output.emit(follower.tracker().forget(context.getCurrentKey(), state));
    }
    camera.clear();
    context.timerService().deleteEventTimeTimer(END_OF_INPUT);
    census.left(context.getCurrentKey());
    weakBoxes.forget(context.getCurrentKey());
  }

  private void end(OnTimerContext context, Output output) throws Exception {
    Silence silence = follower.tracker().end(context.getCurrentKey(), letGo(output));
    output.emit(silence);
    camera.update(silence.state());
  }

  /** Processes the waiting frames: none waits any longer. */
  private CameraState letGo(Output output) throws Exception {
    CameraState state = follow(camera.state(), camera.waiting(), output);
    camera.clearWaiting();
    return state;
  }

  /** Keeps one timer per camera. The timer is set anew when it fires, not with every frame. */
  private void watch(ReadOnlyContext context, boolean wasOffline) throws IOException {
    long now = now(context);
    boolean first = !camera.hasArrived();
    if (first) {
      context.timerService().registerEventTimeTimer(END_OF_INPUT);
    }
    if (first || wasOffline) {
      context.timerService().registerEventTimeTimer(now + options.offlineAfter().toMillis());
    }
    camera.arrived(now);
  }

  /** Time of the machine's clock. The time before the first call does not count as silence. */
  private long now(ReadOnlyContext context) {
    long now = context.timerService().currentProcessingTime();
    if (openedAt == NOT_YET) {
      openedAt = now;
    }
    return now;
  }
}
