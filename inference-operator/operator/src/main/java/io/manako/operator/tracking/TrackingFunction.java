package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.track.scene.ZoneCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every camera's state, keyed by the camera's id: one {@link FrameTracks} per frame, events
 * and counts on the side. A camera's state is moved on by its own frames alone, so one that is dead
 * holds no other back.
 *
 * <p>Silence is measured with the machine's clock, because an absent camera has no event time that
 * passes. Events hold event times alone. A silence that only the event times show, as in a fast
 * replay, is emitted when the camera comes back, as the same events. The clock is the frames'
 * watermark: the source sends a time of the machine's clock behind all frames that the topic held
 * at that time. So a job that is slow, held up or restored never takes frames that it has not read
 * for a camera's silence.
 */
public final class TrackingFunction
    extends KeyedBroadcastProcessFunction<String, FrameDetections, SceneChange, FrameTracks>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

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

  /** The watermark that says that nothing comes any more. */
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  /** Watermarks from here on are no times: the frames have ended, the control topic has not. */
  private static final long NO_TIME = END_OF_INPUT - 1;

  private final TrackingOptions options;
  private final SceneBook scenes;

  private transient CameraTracker tracker;
  private transient FrameOrder order;
  private transient LiveScenes liveScenes;
  private transient CameraCensus census;
  private transient ListState<Long> censusState;
  private transient ValueState<CameraState> camera;
  private transient ListState<FrameDetections> waiting;
  private transient ValueState<Long> lastArrival;
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
    census = new CameraCensus(options.cameras().most(), getRuntimeContext().getTaskInfo());
    censusState = context.getOperatorStateStore().getUnionListState(CENSUS);
    census.restore(censusState.get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    censusState.update(census.snapshot());
  }

  @Override
  public void open(OpenContext context) {
    tracker = new CameraTracker(options);
    order = new FrameOrder(options.reorderWait());
    liveScenes = new LiveScenes(scenes);
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting-frames", FrameDetections.class));
    camera =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("camera", new CameraStateSerializer()));
    lastArrival =
        getRuntimeContext().getState(new ValueStateDescriptor<>("last-arrival", Types.LONG));
    openedAt = NOT_YET;
    census.register(getRuntimeContext().getMetricGroup().addGroup("manako"));
  }

  @Override
  public void processElement(
      FrameDetections frame, ReadOnlyContext context, Collector<FrameTracks> out) throws Exception {
    @Nullable CameraState known = camera.value();
    @Nullable Failure refusal = refusal(frame.cameraId(), known != null);
    if (refusal != null) {
      out.collect(FrameTracks.untracked(frame, refusal));
      return;
    }
    if (known == null) {
      census.came(frame.cameraId());
    }
    CameraState state = known == null ? CameraState.EMPTY : known;
    List<FrameDetections> before = waiting();
    FrameOrder.Step ordered = inOrder(state, before, frame);
    camera.update(follow(state, ordered.ready(), new Output(context, out)));
    keep(before, ordered.waiting());
    watch(context, state.offline());
  }

  /** Why a camera is not tracked, or null if it is. A camera that is tracked already stays so. */
  private @Nullable Failure refusal(String cameraId, boolean followed) {
    if (options.cameras().lists(cameraId) && (followed || census.hasRoom())) {
      return null;
    }
    census.refused(cameraId);
    return options.cameras().lists(cameraId) ? options.cameras().full() : CameraBounds.unlisted();
  }

  /** A frame that cannot be brought into order is the next one. */
  private FrameOrder.Step inOrder(
      CameraState state, List<FrameDetections> before, FrameDetections frame) {
    try {
      return order.take(state.last(), before, frame);
    } catch (RuntimeException | StackOverflowError e) {
      return new FrameOrder.Step(List.of(frame), before);
    }
  }

  /**
   * What one frame changes. An exception would come back with the frame after every restart, so the
   * frame ends as an error.
   */
  private CameraStep step(CameraState state, FrameDetections frame, @Nullable SceneTimeline live) {
    try {
      Scene scene = scenes.at(frame.cameraId(), frame.eventTime(), live);
      return tracker.update(state, frame, scene);
    } catch (RuntimeException | StackOverflowError e) {
      return unfollowed(state, frame.failed(FrameTracks.failure(e)));
    }
  }

  /** The frame is counted, but nothing is seen in it; if that fails too, it changes nothing. */
  private CameraStep unfollowed(CameraState state, FrameDetections frame) {
    try {
      return tracker.update(state, frame, Scene.EMPTY);
    } catch (RuntimeException | StackOverflowError e) {
      FrameTracks nothing = new FrameTracks(frame, List.of(), null);
      return new CameraStep(state, nothing, List.of(), List.of());
    }
  }

  private CameraState follow(CameraState before, List<FrameDetections> frames, Output output)
      throws Exception {
    CameraState state = before;
    for (FrameDetections frame : frames) {
      @Nullable SceneTimeline live =
          output.context().getBroadcastState(LIVE_SCENES).get(frame.cameraId());
      CameraStep step = step(state, frame, live);
      output.tell(step);
      state = step.state();
    }
    return state;
  }

  /** Where a step's results go. */
  private record Output(ReadOnlyContext context, Collector<FrameTracks> tracks) {
    void tell(CameraStep step) {
      tracks.collect(step.tracks());
      step.events()
          .forEach(event -> context.output(EVENTS, TracedEvent.of(event, step.tracks().frame())));
      step.counts().forEach(count -> context.output(COUNTS, count));
    }

    void tell(Silence silence) {
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
      // Savepoints of 0.1.0 have such timers. This one waits until all frames of before are read.
      context.timerService().registerEventTimeTimer(time);
    } else if (time == END_OF_INPUT) {
      end(context, output);
    } else if (context.currentWatermark() < NO_TIME && camera.value() != null) {
      judge(context.currentWatermark(), context, output);
    }
  }

  /**
   * Looks at how long nothing has come from a camera, at a time up to which all frames are here.
   */
  private void judge(long allReadAt, OnTimerContext context, Output output) throws Exception {
    long since = Math.max(arrival(), openedAt);
    long offlineAt = since + options.offlineAfter().toMillis();
    long forgottenAt = since + options.cameras().forgetAfter().toMillis();
    if (allReadAt >= offlineAt && !state().offline()) {
      fallSilent(context, output);
    }
    if (allReadAt < forgottenAt) {
      context.timerService().registerEventTimeTimer(state().offline() ? forgottenAt : offlineAt);
    } else {
      forget(context, output);
    }
  }

  private void fallSilent(OnTimerContext context, Output output) throws Exception {
    CameraState state = letGo(output);
    camera.update(state);
    if (!state.isNew()) {
      Silence silence = tracker.offline(context.getCurrentKey(), state);
      output.tell(silence);
      camera.update(silence.state());
    }
  }

  private void forget(OnTimerContext context, Output output) throws Exception {
    CameraState state = state();
    if (!state.isNew()) {
      output.tell(tracker.forget(context.getCurrentKey(), state));
    }
    camera.clear();
    waiting.clear();
    lastArrival.clear();
    context.timerService().deleteEventTimeTimer(END_OF_INPUT);
    census.left(context.getCurrentKey());
  }

  private void end(OnTimerContext context, Output output) throws Exception {
    Silence silence = tracker.end(context.getCurrentKey(), letGo(output));
    output.tell(silence);
    camera.update(silence.state());
  }

  /** No frame waits any longer. */
  private CameraState letGo(Output output) throws Exception {
    CameraState state = follow(state(), waiting(), output);
    waiting.clear();
    return state;
  }

  /** One timer per camera: it is set anew when it fires, not with every frame. */
  private void watch(ReadOnlyContext context, boolean wasOffline) throws IOException {
    long now = now(context);
    boolean first = lastArrival.value() == null;
    if (first) {
      context.timerService().registerEventTimeTimer(END_OF_INPUT);
    }
    if (first || wasOffline) {
      context.timerService().registerEventTimeTimer(now + options.offlineAfter().toMillis());
    }
    lastArrival.update(now);
  }

  /** The time in which the job was down is not the camera's silence. */
  private long now(ReadOnlyContext context) {
    long now = context.timerService().currentProcessingTime();
    if (openedAt == NOT_YET) {
      openedAt = now;
    }
    return now;
  }

  private List<FrameDetections> waiting() throws Exception {
    List<FrameDetections> frames = new ArrayList<>();
    waiting.get().forEach(frames::add);
    return frames;
  }

  private void keep(List<FrameDetections> before, List<FrameDetections> now) throws Exception {
    if (!before.isEmpty() || !now.isEmpty()) {
      waiting.update(now);
    }
  }

  private CameraState state() throws IOException {
    @Nullable CameraState kept = camera.value();
    return kept == null ? CameraState.EMPTY : kept;
  }

  private long arrival() throws IOException {
    @Nullable Long kept = lastArrival.value();
    return kept == null ? 0 : kept;
  }
}
