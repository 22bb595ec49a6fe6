package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.tracking.TrackingHarness.Task;
import io.manako.track.scene.Course;
import io.manako.track.scene.Direction;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.EventParts;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Subject;
import io.manako.track.scene.ZoneCount;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrackingFunctionTest {

  @Test
  void aSilentCameraIsReportedOnceAndComesBack() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam-0", 0));
      harness.setTime(10_000);
      harness.send(frame("cam-1", 0));
      harness.setTime(25_000);
      harness.setTime(29_000);

      assertThat(harness.events())
          .extracting(VideoEvent::kind)
          .containsExactly(
              EventKind.CAMERA_ONLINE, EventKind.CAMERA_ONLINE, EventKind.CAMERA_OFFLINE);
      assertThat(harness.events().get(2).cameraId()).isEqualTo("cam-0");

      harness.send(frame("cam-0", 1));
      assertThat(harness.events())
          .filteredOn(e -> e.kind() == EventKind.CAMERA_ONLINE)
          .extracting(VideoEvent::cameraId)
          .containsExactly("cam-0", "cam-1", "cam-0");
    }
  }

  @Test
  void aFrameThatMakesTrackingThrowIsAnErrorAndItsCameraGoesOn() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam-0", 0));
      harness.send(Footage.faulty("cam-0", 1));
      harness.send(frame("cam-0", 2));

      assertThat(harness.tracks())
          .extracting(tracks -> tracks.frame().status())
          .containsExactly(FrameStatus.OK, FrameStatus.INFERENCE_ERROR, FrameStatus.OK);
      Failure failure = harness.tracks().get(1).frame().failure();
      assertThat(failure).isNotNull();
      assertThat(failure.stage()).isEqualTo("tracking");
      assertThat(failure.reason()).startsWith("the frame is not tracked: ");
    }
  }

  @Test
  void aCameraThatKeepsSendingIsNeverOffline() throws Exception {
    try (TrackingHarness harness = harness()) {
      for (int f = 0; f < 100; f++) {
        harness.setTime(f * 1000L);
        harness.send(frame("cam-0", f));
      }

      assertThat(harness.events())
          .extracting(VideoEvent::kind)
          .doesNotContain(EventKind.CAMERA_OFFLINE);
      assertThat(harness.timers()).isEqualTo(2);
    }
  }

  @Test
  void theTimeInWhichTheJobWasDownIsNoSilence() throws Exception {
    OperatorSubtaskState snapshot;
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam-0", 0));
      snapshot = harness.snapshot();
    }
    TrackingFunction restored = new TrackingFunction(TrackingOptions.DEFAULT, SceneBook.EMPTY);
    try (TrackingHarness harness = new TrackingHarness(restored, Task.ONLY, snapshot)) {
      harness.setTime(3_600_000);
      harness.send(frame("cam-0", 1));

      assertThat(harness.events())
          .extracting(VideoEvent::kind)
          .doesNotContain(EventKind.CAMERA_OFFLINE);
    }
  }

  @Test
  void aJobThatLagsNeverTakesUnreadFramesForSilence() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam-0", 0));
      harness.allReadAt(1_000);
      harness.setClock(600_000);
      assertThat(harness.events())
          .extracting(VideoEvent::kind)
          .containsExactly(EventKind.CAMERA_ONLINE);

      harness.allReadAt(20_001);
      assertThat(harness.events())
          .extracting(VideoEvent::kind)
          .containsExactly(EventKind.CAMERA_ONLINE, EventKind.CAMERA_OFFLINE);
    }
  }

  @Test
  void theEndOfTheFramesIsNoSilence() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam-0", 0));
      harness.frameWatermark(Long.MAX_VALUE);
      harness.controlWatermark(Long.MAX_VALUE - 1);
      harness.end();

      assertThat(harness.events())
          .extracting(VideoEvent::kind)
          .containsExactly(EventKind.CAMERA_ONLINE);
    }
  }

  @Test
  void whatIsSentBetweenTasksNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(FrameDetections.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(FrameTracks.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(TracedEvent.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(ZoneCount.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(SceneChange.class);
  }

  @Test
  void whatIsSentBetweenTasksArrivesAsItWas() throws IOException {
    TypeSerializer<FrameTracks> serializer =
        TypeInformation.of(FrameTracks.class).createSerializer(new SerializerConfigImpl());
    for (FrameDetections frame : List.of(frame("cam", 3), Footage.broken("cam", 4))) {
      FrameTracks sent = new FrameTracks(frame, List.of(1L, 0L), null);
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(sent, out);

      assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void anEventArrivesAsItWas(EventKind kind) throws IOException {
    TypeSerializer<TracedEvent> serializer =
        TrackingFunction.EVENTS.getTypeInfo().createSerializer(new SerializerConfigImpl());
    EventParts parts =
        new EventParts(new Subject(7, "person"), "door", "gate", Direction.RIGHT_TO_LEFT, 3L);
    Evidence evidence = new Evidence("id", "cam", "frame");
    for (Course course :
        List.of(
            Course.begun(Instant.EPOCH),
            Course.over(Instant.EPOCH, Instant.parse("2199-12-31T23:59:59.999999999Z")))) {
      TracedEvent sent = new TracedEvent(parts.of(kind, evidence, course), null);
      DataOutputSerializer out = new DataOutputSerializer(64);
      serializer.serialize(sent, out);

      assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(sent);
    }
  }

  private static TrackingHarness harness() throws Exception {
    return new TrackingHarness(TrackingOptions.DEFAULT, SceneBook.EMPTY);
  }
}
