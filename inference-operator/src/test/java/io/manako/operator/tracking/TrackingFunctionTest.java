package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.track.scene.EventKind;
import io.manako.track.scene.Scene;
import io.manako.track.scene.VideoEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackingFunctionTest {
  private static final int KEY_GROUPS = 16;
  private static final List<String> CAMERAS =
      IntStream.range(0, 7).mapToObj(i -> "cam-" + i).toList();
  private static final Map<String, Scene> SCENES =
      CAMERAS.stream().collect(Collectors.toMap(c -> c, c -> Footage.SCENE));

  private final List<FrameTracks> tracks = new ArrayList<>();
  private final List<VideoEvent> events = new ArrayList<>();

  @Test
  void restartsAtOtherParallelismsChangeNothing() throws Exception {
    play(1, null, 0, 90);
    List<FrameTracks> undisturbedTracks = sorted(tracks);
    List<VideoEvent> undisturbedEvents = sortedEvents();
    tracks.clear();
    events.clear();

    OperatorSubtaskState first = play(1, null, 0, 30);
    OperatorSubtaskState second = play(3, first, 30, 60);
    play(2, second, 60, 90);

    assertThat(sorted(tracks)).isEqualTo(undisturbedTracks);
    assertThat(sortedEvents()).isEqualTo(undisturbedEvents);
    assertThat(events)
        .extracting(VideoEvent::kind)
        .contains(EventKind.LINE_CROSS, EventKind.ZONE_ENTER, EventKind.ZONE_EXIT);
  }

  @Test
  void aSilentCameraIsToldOnceAndComesBack() throws Exception {
    try (var harness = harness(1, 0, null)) {
      harness.setProcessingTime(0);
      send(harness, frame("cam-0", 0));
      harness.setProcessingTime(10_000);
      send(harness, frame("cam-1", 0));
      harness.setProcessingTime(25_000);
      harness.setProcessingTime(29_000);
      collect(harness);

      assertThat(events)
          .extracting(VideoEvent::kind)
          .containsExactly(
              EventKind.CAMERA_ONLINE, EventKind.CAMERA_ONLINE, EventKind.CAMERA_OFFLINE);
      assertThat(events.get(2).cameraId()).isEqualTo("cam-0");

      send(harness, frame("cam-0", 1));
      collect(harness);
      assertThat(events)
          .filteredOn(e -> e.kind() == EventKind.CAMERA_ONLINE)
          .extracting(VideoEvent::cameraId)
          .containsExactly("cam-0", "cam-1", "cam-0");
    }
  }

  @Test
  void aCameraThatKeepsSendingIsNeverOffline() throws Exception {
    try (var harness = harness(1, 0, null)) {
      for (int f = 0; f < 100; f++) {
        harness.setProcessingTime(f * 1000L);
        send(harness, frame("cam-0", f));
      }
      collect(harness);

      assertThat(events).extracting(VideoEvent::kind).doesNotContain(EventKind.CAMERA_OFFLINE);
      assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
    }
  }

  @Test
  void theTimeInWhichTheJobWasDownIsNoSilence() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(1, 0, null)) {
      harness.setProcessingTime(0);
      send(harness, frame("cam-0", 0));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(1, 0, snapshot)) {
      harness.setProcessingTime(3_600_000);
      send(harness, frame("cam-0", 1));
      collect(harness);

      assertThat(events).extracting(VideoEvent::kind).doesNotContain(EventKind.CAMERA_OFFLINE);
    }
  }

  @Test
  void whatIsSentBetweenTasksNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(FrameDetections.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(FrameTracks.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(VideoEvent.class);
  }

  @Test
  void whatIsSentBetweenTasksArrivesAsItWas() throws IOException {
    TypeSerializer<FrameTracks> serializer =
        TypeInformation.of(FrameTracks.class).createSerializer(new SerializerConfigImpl());
    for (FrameDetections frame : List.of(frame("cam", 3), Footage.broken("cam", 4))) {
      FrameTracks sent = new FrameTracks(frame, List.of(1L, 0L), false);
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(sent, out);

      assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(sent);
    }
  }

  /** Plays all cameras through so many tasks, and gives their state. */
  private OperatorSubtaskState play(
      int parallelism, @Nullable OperatorSubtaskState restored, int from, int to) throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (int task = 0; task < parallelism; task++) {
      try (var harness = harness(parallelism, task, restored)) {
        harness.setProcessingTime(0);
        for (int f = from; f < to; f++) {
          for (String camera : CAMERAS) {
            if (taskOf(camera, parallelism) == task) {
              send(harness, frame(camera, f));
            }
          }
        }
        collect(harness);
        states.add(harness.snapshot(1, 1));
      }
    }
    return AbstractStreamOperatorTestHarness.repackageState(
        states.toArray(OperatorSubtaskState[]::new));
  }

  private static int taskOf(String camera, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(camera, KEY_GROUPS, parallelism);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, FrameDetections, FrameTracks>
      harness(int parallelism, int task, @Nullable OperatorSubtaskState restored) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new TrackingFunction(TrackingOptions.DEFAULT, SCENES)),
            FrameDetections::cameraId,
            Types.STRING,
            KEY_GROUPS,
            parallelism,
            task);
    harness.setup(
        TypeInformation.of(FrameTracks.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (restored != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              restored, KEY_GROUPS, KEY_GROUPS, parallelism, task));
    }
    harness.open();
    return harness;
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, FrameDetections, FrameTracks> harness,
      FrameDetections frame)
      throws Exception {
    harness.processElement(new StreamRecord<>(frame, frame.eventTime().toEpochMilli()));
  }

  private void collect(
      KeyedOneInputStreamOperatorTestHarness<String, FrameDetections, FrameTracks> harness) {
    tracks.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
    Queue<StreamRecord<VideoEvent>> side = harness.getSideOutput(TrackingFunction.EVENTS);
    if (side != null) {
      side.forEach(record -> events.add(record.getValue()));
      side.clear();
    }
  }

  private static List<FrameTracks> sorted(List<FrameTracks> tracks) {
    return tracks.stream()
        .sorted(
            Comparator.comparing((FrameTracks t) -> t.frame().cameraId())
                .thenComparing(t -> t.frame().sequence()))
        .toList();
  }

  private List<VideoEvent> sortedEvents() {
    return events.stream().sorted(Comparator.comparing(VideoEvent::eventId)).toList();
  }
}
