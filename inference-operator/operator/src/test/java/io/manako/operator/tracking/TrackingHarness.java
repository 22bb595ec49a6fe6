package io.manako.operator.tracking;

import io.manako.track.scene.SceneChange;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** One task of the tracking function, and what came out of it. */
final class TrackingHarness implements AutoCloseable {
  private static final int KEY_GROUPS = 16;

  private final KeyedBroadcastOperatorTestHarness<String, FrameDetections, SceneChange, FrameTracks>
      harness;
  private final List<FrameTracks> tracks = new ArrayList<>();
  private final List<TracedEvent> events = new ArrayList<>();
  private final List<ZoneCount> counts = new ArrayList<>();

  /** Which task of how many, and of how many the state is that it goes on from. */
  record Task(int parallelism, int index, int parallelismBefore) {
    static final Task ONLY = new Task(1, 0, 1);

    boolean owns(String camera) {
      return index
          == KeyGroupRangeAssignment.assignKeyToParallelOperator(camera, KEY_GROUPS, parallelism);
    }
  }

  TrackingHarness(TrackingOptions options, SceneBook scenes) throws Exception {
    this(new TrackingFunction(options, scenes), Task.ONLY, null);
  }

  TrackingHarness(TrackingFunction function, Task task, @Nullable OperatorSubtaskState restored)
      throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(TrackingFunction.LIVE_SCENES)),
            FrameDetections::cameraId,
            Types.STRING,
            KEY_GROUPS,
            task.parallelism(),
            task.index());
    harness.setup(
        TypeInformation.of(FrameTracks.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (restored != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              restored, KEY_GROUPS, task.parallelismBefore(), task.parallelism(), task.index()));
    }
    harness.open();
    harness.setProcessingTime(0);
    harness.processBroadcastWatermark(Long.MAX_VALUE - 1);
  }

  /** The states of all tasks as one, to restore it at another parallelism. */
  static OperatorSubtaskState together(List<OperatorSubtaskState> states) throws Exception {
    return AbstractStreamOperatorTestHarness.repackageState(
        states.toArray(OperatorSubtaskState[]::new));
  }

  void send(FrameDetections... frames) throws Exception {
    for (FrameDetections frame : frames) {
      harness.processElement(new StreamRecord<>(frame, frame.eventTime().toEpochMilli()));
    }
  }

  void publish(SceneChange change) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(change));
  }

  /** The wall clock, in milliseconds, of a job that has read every frame that there is. */
  void setTime(long millis) throws Exception {
    setClock(millis);
    allReadAt(millis);
  }

  /** The wall clock alone, in milliseconds. */
  void setClock(long millis) throws Exception {
    harness.setProcessingTime(millis);
  }

  /** What the source says: every frame that the topic held at that time is here. */
  void allReadAt(long millis) throws Exception {
    harness.processWatermark(millis);
  }

  /** Both inputs end. */
  void end() throws Exception {
    harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    harness.processWatermark(Watermark.MAX_WATERMARK);
  }

  void frameWatermark(long millis) throws Exception {
    harness.processWatermark(millis);
  }

  void controlWatermark(long millis) throws Exception {
    harness.processBroadcastWatermark(millis);
  }

  /** The watermarks that came out since the last call. */
  List<Long> watermarks() {
    List<Long> times = new ArrayList<>();
    collect();
    harness
        .getOutput()
        .forEach(
            element -> {
              if (element instanceof Watermark mark) {
                times.add(mark.getTimestamp());
              }
            });
    harness.getOutput().clear();
    return times;
  }

  /** Cameras with zones and lines that were published. */
  Set<String> liveScenes() throws Exception {
    Set<String> cameras = new TreeSet<>();
    harness
        .getOperator()
        .getOperatorStateBackend()
        .getBroadcastState(TrackingFunction.LIVE_SCENES)
        .immutableEntries()
        .forEach(entry -> cameras.add(entry.getKey()));
    return cameras;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  int timers() {
    return harness.numEventTimeTimers() + harness.numProcessingTimeTimers();
  }

  List<FrameTracks> tracks() {
    collect();
    return tracks;
  }

  List<VideoEvent> events() {
    return tracedEvents().stream().map(TracedEvent::event).toList();
  }

  List<TracedEvent> tracedEvents() {
    collect();
    return events;
  }

  List<ZoneCount> counts() {
    collect();
    return counts;
  }

  private void collect() {
    harness
        .getOutput()
        .removeIf(
            element -> {
              if (element instanceof StreamRecord<?> record) {
                tracks.add((FrameTracks) record.getValue());
                return true;
              }
              return false;
            });
    drain(TrackingFunction.EVENTS, events);
    drain(TrackingFunction.COUNTS, counts);
  }

  private <T> void drain(OutputTag<T> tag, List<T> into) {
    Queue<StreamRecord<T>> side = harness.getSideOutput(tag);
    if (side != null) {
      side.forEach(record -> into.add(record.getValue()));
      side.clear();
    }
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
