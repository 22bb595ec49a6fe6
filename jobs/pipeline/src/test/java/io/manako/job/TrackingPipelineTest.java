package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.Answered;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.tracking.FrameTracks;
import io.manako.operator.tracking.SceneBook;
import io.manako.operator.tracking.TracedEvent;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.track.scene.Direction;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.Zone;
import io.manako.track.scene.ZoneCount;
import io.manako.wire.ControlRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class TrackingPipelineTest {
  private static final int FRAMES = 100;
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Models MODELS =
      new Models(new ModelInfo("walkers", "1", "0", "java", 0.5f, 0, "walkers"), null);
  private static final Scene GATE =
      new Scene(
          List.of(
              new Zone(
                  "floor",
                  List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)))),
          List.of(new Line("gate", new Point(0.5, 0), new Point(0.5, 1))));

  private static final ControlRecord NO_CONTROL =
      new ControlRecord(
          null,
          null,
          null,
          new FrameRecord.Source("video.control", 0, 0),
          START,
          null,
          new FrameRecord.Original(null, List.of()));

  @Test
  void twoCamerasAreFollowedOnTheirOwnAndNamelessFramesAreNot() throws Exception {
    MemorySink<FrameTracks> tracks = new MemorySink<>("tracks");
    MemorySink<TracedEvent> events = new MemorySink<>("events");
    MemorySink<ZoneCount> counts = new MemorySink<>("counts");
    MemorySink<ControlRecord> refused = new MemorySink<>("refused");
    SceneBook scenes = SceneBook.of(Map.of("cam-0", GATE));
    run(
        new TrackingPipeline(
            TrackingOptions.DEFAULT,
            scenes,
            new TrackingPipeline.Sinks(tracks, events, counts, refused)));

    for (String camera : List.of("cam-0", "cam-1")) {
      assertThat(tracks.written())
          .filteredOn(t -> t.frame().cameraId().equals(camera))
          .hasSize(FRAMES)
          .last()
          .satisfies(t -> assertThat(t.trackIds()).containsExactly(1L));
    }
    assertThat(tracks.written()).hasSize(2 * FRAMES);
    assertThat(events.written())
        .extracting(TracedEvent::event)
        .filteredOn(e -> e.kind() == EventKind.LINE_CROSS)
        .singleElement()
        .satisfies(e -> assertThat(e.cameraId()).isEqualTo("cam-0"))
        .satisfies(e -> assertThat(e.direction()).isEqualTo(Direction.RIGHT_TO_LEFT));
    assertThat(events.written())
        .filteredOn(e -> e.event().kind() == EventKind.CAMERA_ONLINE)
        .hasSize(2);
    assertThat(counts.written())
        .singleElement()
        .satisfies(c -> assertThat(c.visits()).isEqualTo(1))
        .satisfies(c -> assertThat(c.frames()).isEqualTo(FRAMES));
  }

  @Test
  void trackingWithoutADetectorIsRefused() {
    Map<String, String> settings =
        Map.of("tracking.enabled", "true", "detector.enabled", "false", "classifier.mode", "frame");

    assertThatThrownBy(() -> JobOptions.load(null, settings))
        .hasMessageContaining("'tracking.enabled' is true, but 'detector.enabled' is false");
  }

  @Test
  void aTrackingOptionOutOfRangeIsNamed() {
    assertThatThrownBy(() -> JobOptions.load(null, Map.of("tracking.low-score", "0.9")))
        .hasMessageContaining(
            "'tracking.low-score' is 0.9; it must be at most 'tracking.high-score', 0.6.");
  }

  private static void run(TrackingPipeline pipeline) throws Exception {
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    DataStream<FrameResult> results =
        environment
            .fromSequence(0, 3L * FRAMES - 1)
            .setParallelism(1)
            .keyBy(n -> n % 3)
            .map(n -> walker((int) (n % 3), (int) (n / 3)))
            .returns(FrameResult.class);
    DataStream<ControlRecord> nothing =
        environment
            .fromSequence(0, 0)
            .map(n -> NO_CONTROL)
            .returns(ControlRecord.class)
            .filter(record -> false);
    pipeline.addTo(results, nothing);
    environment.execute();
  }

  /** Somebody who walks from left to right; the third camera has no name. */
  private static FrameResult walker(int camera, int sequence) {
    String id = camera == 2 ? "" : "cam-" + camera;
    Instant time = START.plusMillis(40L * sequence);
    Box box = new Box(100 + 4 * sequence, 200, 30, 80);
    FrameRecord frame =
        FrameRecord.builder(
                id,
                id + "/0/" + sequence,
                new FrameRecord.Source("video.frames", 0, sequence),
                new byte[1])
            .eventTime(time)
            .original(new FrameRecord.Original(id.getBytes(UTF_8), List.of()))
            .build();
    return new FrameResult(
        frame,
        FramePosition.of(frame, new Picture(640, 480, 1 + sequence)),
        Answered.of(List.of(new Detection(1, "person", 0.9f, box))),
        MODELS,
        FrameResult.Timing.NONE);
  }
}
