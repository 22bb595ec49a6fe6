package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameRecord;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.wire.ControlRecord;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Control records of cameras that somebody invents, of which two may have zones. */
class SceneAdmissionTest {
  private static final Instant TIME = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void aRecordOfOneCameraTooManyIsRefusedAndTakingAnotherBackMakesRoom() throws Exception {
    try (var harness = harness(null)) {
      send(harness, record("a", Scene.EMPTY), record("b", Scene.EMPTY), record("c", Scene.EMPTY));
      send(harness, record("a", Scene.EMPTY), record("b", null), record("c", Scene.EMPTY));

      List<ControlRecord> passed = harness.extractOutputValues();
      assertThat(passed)
          .extracting(r -> r.rejection() == null)
          .containsExactly(true, true, false, true, true, true);
      assertThat(passed.get(2).change()).isNull();
      assertThat(passed.get(2).rejection()).contains("2 cameras", "tracking.max-cameras");
      assertThat(new String(passed.get(2).value(), UTF_8)).isEqualTo("c");
    }
  }

  @Test
  void theCamerasOfACheckpointStillCount() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(null)) {
      send(harness, record("a", Scene.EMPTY), record("b", Scene.EMPTY));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(snapshot)) {
      send(harness, record("c", Scene.EMPTY));

      assertThat(harness.extractOutputValues().get(0).rejection()).isNotNull();
    }
  }

  @Test
  void whatIsReadBeforeTheStartIsBoundedToo() {
    PublishedScenes published = new PublishedScenes(2);
    for (int i = 0; i < 1000; i++) {
      published.add(new SceneChange("nobody-" + i, TIME, null));
      published.add(new SceneChange("came-and-went-" + i, TIME, Scene.EMPTY));
      published.add(new SceneChange("came-and-went-" + i, TIME.plusSeconds(1), null));
    }
    for (int i = 0; i < 1000; i++) {
      published.add(new SceneChange("stays-" + i, TIME, Scene.EMPTY));
    }

    assertThat(published.byCamera())
        .containsOnlyKeys("came-and-went-998", "came-and-went-999", "stays-0", "stays-1");
  }

  private static ControlRecord record(String camera, @Nullable Scene scene) {
    byte[] name = camera.getBytes(UTF_8);
    return new ControlRecord(
        new SceneChange(camera, TIME, scene),
        null,
        null,
        new FrameRecord.Source("video.control", 0, 0),
        TIME,
        name,
        new FrameRecord.Original(name, List.of()));
  }

  private static void send(
      OneInputStreamOperatorTestHarness<ControlRecord, ControlRecord> harness,
      ControlRecord... records)
      throws Exception {
    for (ControlRecord record : records) {
      harness.processElement(record, TIME.toEpochMilli());
    }
  }

  private static OneInputStreamOperatorTestHarness<ControlRecord, ControlRecord> harness(
      @Nullable OperatorSubtaskState restored) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<ControlRecord, ControlRecord>(
            new ProcessOperator<>(new SceneAdmission(2)));
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }
}
