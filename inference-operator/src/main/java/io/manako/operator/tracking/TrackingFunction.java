package io.manako.operator.tracking;

import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.track.scene.ZoneCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.TimeDomain;
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
 * passes; what is told holds event times alone, and a silence that only the event times show (a
 * replay is faster than life) is told when the camera comes back, in the same words.
 */
public final class TrackingFunction
    extends KeyedBroadcastProcessFunction<String, FrameDetections, SceneChange, FrameTracks> {
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

  /** The watermark that says that nothing comes any more; there are no others. */
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  private final TrackingOptions options;
  private final SceneBook scenes;

  private transient CameraTracker tracker;
  private transient FrameOrder order;
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
  public void open(OpenContext context) {
    tracker = new CameraTracker(options);
    order = new FrameOrder(options.reorderWait());
    waiting =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("waiting-frames", FrameDetections.class));
    camera =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("camera", new CameraStateSerializer()));
    lastArrival =
        getRuntimeContext().getState(new ValueStateDescriptor<>("last-arrival", Types.LONG));
    openedAt = NOT_YET;
  }

  @Override
  public void processElement(
      FrameDetections frame, ReadOnlyContext context, Collector<FrameTracks> out) throws Exception {
    CameraState state = state();
    List<FrameDetections> before = waiting();
    FrameOrder.Step ordered = inOrder(state, before, frame);
    camera.update(follow(state, ordered.ready(), new Output(context, out)));
    keep(before, ordered.waiting());
    watch(context);
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
  private CameraStep step(
      CameraState state, FrameDetections frame, @Nullable SceneTimeline live) {
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
      FrameTracks nothing = new FrameTracks(frame, List.of(), false);
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
    BroadcastState<String, SceneTimeline> live = context.getBroadcastState(LIVE_SCENES);
    @Nullable SceneTimeline known = live.get(change.cameraId());
    live.put(change.cameraId(), (known == null ? SceneTimeline.EMPTY : known).with(change));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<FrameTracks> out)
      throws Exception {
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      end(context, out);
      return;
    }
    long now = now(context);
    long due = Math.max(arrival(), openedAt) + options.offlineAfter().toMillis();
    if (now < due) {
      context.timerService().registerProcessingTimeTimer(due);
      return;
    }
    lastArrival.clear();
    Output output = new Output(context, out);
    CameraState state = letGo(output);
    camera.update(state);
    if (!state.isNew() && !state.offline()) {
      Silence silence = tracker.offline(context.getCurrentKey(), state);
      output.tell(silence);
      camera.update(silence.state());
    }
  }

  private void end(OnTimerContext context, Collector<FrameTracks> out) throws Exception {
    Output output = new Output(context, out);
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
  private void watch(ReadOnlyContext context) throws IOException {
    long now = now(context);
    if (lastArrival.value() == null) {
      context.timerService().registerEventTimeTimer(END_OF_INPUT);
      context.timerService().registerProcessingTimeTimer(now + options.offlineAfter().toMillis());
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
