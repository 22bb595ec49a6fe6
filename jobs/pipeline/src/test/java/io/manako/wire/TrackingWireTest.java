package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.Carried;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.FrameTracks;
import io.manako.track.scene.CameraEvent;
import io.manako.track.scene.Course;
import io.manako.track.scene.Direction;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.EventParts;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.Line;
import io.manako.track.scene.LineCrossed;
import io.manako.track.scene.LineCrossed.Crossing;
import io.manako.track.scene.Point;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Subject;
import io.manako.track.scene.ZoneCount;
import io.manako.wire.SceneReader.CameraScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrackingWireTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TrackContract TRACKS = new TrackContract();

  @Test
  void aTracksRecordIsTheDetectionsRecordWithTrackIds() throws IOException {
    FrameResult result = Samples.withObjects(List.of());
    JsonNode detections = JSON.readTree(new DetectionContract().value(result));
    JsonNode tracks = JSON.readTree(TRACKS.value(tracks(result, List.of(7L, 0L), false)));

    assertThat(tracks.at("/objects/0/track_id").asLong()).isEqualTo(7);
    assertThat(tracks.at("/objects/1/track_id").isNull()).isTrue();
    tracks.path("objects").forEach(object -> ((ObjectNode) object).remove("track_id"));
    ((ObjectNode) tracks).put("schema", "video.detections/1");
    assertThat(tracks).isEqualTo(detections);
  }

  @Test
  void aLateFrameSaysSo() throws IOException {
    JsonNode record =
        JSON.readTree(TRACKS.value(tracks(Samples.withObjects(List.of()), List.of(0L, 0L), true)));

    assertThat(record.path("status").asText()).isEqualTo("ok");
    assertThat(record.path("status_reason").asText()).startsWith("late");
  }

  @Test
  void aFailedFrameIsInTheLedgerOfTracks() throws IOException {
    FrameResult failed = Samples.failed(FrameStatus.DECODE_ERROR, "decode");
    JsonNode record = JSON.readTree(TRACKS.value(tracks(failed, List.of(), false)));

    assertThat(record.path("status").asText()).isEqualTo("decode_error");
    assertThat(record.path("status_reason").asText()).isEqualTo("The frame is 3 bytes of nothing.");
    assertThat(record.path("image").isNull()).isTrue();
  }

  @Test
  void recordsFollowTheirSchemas() throws IOException {
    FrameTracks late = tracks(Samples.withObjects(List.of()), List.of(7L, 0L), true);
    FrameTracks failed =
        tracks(Samples.failed(FrameStatus.DECODE_ERROR, "decode"), List.of(), false);
    EventContract events = new EventContract();
    VideoEvent offline =
        new CameraEvent(
            new Evidence("cam-1/0/42/camera.offline", "cam-1", "cam-1/0/42"),
            EventKind.CAMERA_OFFLINE,
            Course.begun(Instant.EPOCH));

    assertThat(SerializersTest.violations("video.tracks-1", TRACKS.value(late))).isEmpty();
    assertThat(SerializersTest.violations("video.tracks-1", TRACKS.value(failed))).isEmpty();
    assertThat(SerializersTest.violations("video.events-1", events.value(crossing()))).isEmpty();
    assertThat(SerializersTest.violations("video.events-1", events.value(offline))).isEmpty();
  }

  static VideoEvent crossing() {
    Instant time = Instant.parse("2026-01-05T10:00:04.200Z");
    return new LineCrossed(
        new Evidence("cam-1/0/42/line.cross/gate/7", "cam-1", "cam-1/0/42"),
        Course.atOnce(time, time),
        new Subject(7, "person"),
        new Crossing("gate", Direction.LEFT_TO_RIGHT, 3));
  }

  @Test
  void anEventIsTheseBytes() {
    assertThat(new String(new EventContract().value(crossing()), UTF_8))
        .isEqualTo(
            """
            {"schema":"video.events/1","event_id":"cam-1/0/42/line.cross/gate/7",\
            "camera_id":"cam-1","kind":"line.cross","phase":"start",\
            "start_time":"2026-01-05T10:00:04.200Z","end_time":"2026-01-05T10:00:04.200Z",\
            "object":{"track_id":7,"label":"person"},"zone_id":null,"line_id":"gate",\
            "direction":"left_to_right","count":3,"evidence_frame_id":"cam-1/0/42"}\
            """);
  }

  @Test
  void anEventIsReadBackAsItWas() throws IOException {
    EventContract events = new EventContract();

    assertThat(EventReader.parse(events.value(crossing()))).isEqualTo(crossing());
    assertThatThrownBy(() -> EventReader.parse("{\"kind\":\"zone.fly\"}".getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this is no event");
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void anEventOfAnyKindIsReadBackAsItWas(EventKind kind) throws IOException {
    EventParts parts =
        new EventParts(new Subject(7, "person"), "door", "gate", Direction.RIGHT_TO_LEFT, 3L);
    VideoEvent event =
        parts.of(kind, new Evidence("id", "cam-1", "frame"), Course.lasting(Instant.EPOCH));
    byte[] record = new EventContract().value(event);

    assertThat(event.kind()).isEqualTo(kind);
    assertThat(EventReader.parse(record)).isEqualTo(event);
    assertThat(SerializersTest.violations("video.events-1", record)).isEmpty();
  }

  @Test
  void anEventThatLacksAPartOfItsKindIsNone() {
    String record = new String(new EventContract().value(crossing()), UTF_8);

    assertThatThrownBy(() -> EventReader.parse(record.replace("\"gate\"", "null").getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("this is no event: an event line.cross has no line_id");
  }

  @Test
  void aTracksRecordIsReadBackWithItsTrackIds() throws IOException {
    FrameResult result = Samples.withObjects(List.of());
    ResultRecord read = ResultRecord.parse(TRACKS.value(tracks(result, List.of(7L, 0L), false)));

    assertThat(read.objects())
        .extracting(ResultRecord.DetectedObject::trackId)
        .containsExactly(7L, null);
  }

  private static final ZoneCount COUNT =
      new ZoneCount(
          "cam-1",
          "door",
          "person",
          Instant.parse("2026-01-05T10:00:00Z"),
          Instant.parse("2026-01-05T10:01:00Z"),
          Instant.parse("2026-01-05T10:00:04.200Z"),
          Instant.parse("2026-01-05T10:00:59.960Z"),
          1395,
          7,
          5,
          6,
          3,
          4);

  @Test
  void aCountIsTheseBytes() throws IOException {
    byte[] value = new CountContract().value(COUNT);

    assertThat(new String(value, UTF_8))
        .isEqualTo(
            """
            {"schema":"video.counts/1","camera_id":"cam-1","zone_id":"door","label":"person",\
            "window_start":"2026-01-05T10:00:00.000Z","window_end":"2026-01-05T10:01:00.000Z",\
            "first_frame_time":"2026-01-05T10:00:04.200Z",\
            "last_frame_time":"2026-01-05T10:00:59.960Z",\
            "frames":1395,"visits":7,"entered":5,"exited":6,"peak":3,"objects":4}\
            """);
    assertThat(SerializersTest.violations("video.counts-1", value)).isEmpty();
  }

  @Test
  void aCountsRecordHasTheCameraAsKeyAndTheLastFramesTime() {
    var record = SerializersTest.record(new CountContract(), COUNT);

    assertThat(record.key()).isEqualTo("cam-1".getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(COUNT.lastFrame().toEpochMilli());
  }

  @Test
  void aFaintObjectIsShownOnlyInATrack() throws IOException {
    FrameDetections frame = FrameDetections.of(Samples.withObjects(List.of()));
    List<Detection> objects = new ArrayList<>(frame.detections());
    float threshold = frame.model().scoreThreshold();
    objects.add(new Detection(1, "person", threshold - 0.1f, new Box(1, 2, 3, 4)));
    objects.add(new Detection(1, "person", threshold - 0.2f, new Box(5, 6, 7, 8)));
    FrameTracks tracks = new FrameTracks(with(frame, objects), List.of(0L, 0L, 0L, 9L), null);

    JsonNode record = JSON.readTree(TRACKS.value(tracks));

    assertThat(record.path("objects")).hasSize(3);
    assertThat(record.at("/objects/2/track_id").asLong()).isEqualTo(9);
    assertThat(record.at("/objects/2/detection_id").asText()).endsWith("#3");
    assertThat(SerializersTest.violations("video.tracks-1", TRACKS.value(tracks))).isEmpty();
  }

  private static FrameDetections with(FrameDetections f, List<Detection> detections) {
    return new FrameDetections(
        f.cameraId(),
        f.recordId(),
        f.frameId(),
        f.streamEpoch(),
        f.sequence(),
        f.numbered(),
        f.index(),
        f.eventTime(),
        f.ptsNanos(),
        f.source(),
        f.width(),
        f.height(),
        f.pictureHash(),
        f.status(),
        f.failure(),
        detections,
        f.model(),
        f.traceparent(),
        Carried.NONE);
  }

  @Test
  void aSceneIsRead() {
    CameraScene read =
        SceneReader.read(
            SceneReader.json(
                """
                {"camera_id":"cam-1","zones":[{"id":"door","polygon":[[0,0],[1,0],[1,1]]}],
                 "lines":[{"id":"gate","from":[0.5,0],"to":[0.5,1]}]}\
                """
                    .getBytes(UTF_8)));

    assertThat(read.cameraId()).isEqualTo("cam-1");
    assertThat(read.scene().zones().get(0).polygon()).hasSize(3);
    assertThat(read.scene().lines())
        .containsExactly(new Line("gate", new Point(0.5, 0), new Point(0.5, 1)));
  }

  @Test
  void aFileHoldsManyCameras(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("scenes.yaml");
    Files.writeString(
        file,
        """
        - camera_id: cam-1
          lines:
            - {id: gate, from: [0, 0.5], to: [1, 0.5]}
        - camera_id: cam-2
        """);

    assertThat(SceneReader.read(file)).containsOnlyKeys("cam-1", "cam-2");
    Files.writeString(file, "- camera_id: a\n- camera_id: a\n");
    assertThatThrownBy(() -> SceneReader.read(file)).hasMessageContaining("a is described twice");
  }

  @Test
  void aRingMayEndWhereItBegan(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("scenes.yaml");
    Files.writeString(
        file, "[{camera_id: a, zones: [{id: z, polygon: [[0,0],[1,0],[1,1],[0,0]]}]}]");

    assertThat(SceneReader.read(file).get("a").zones().get(0).polygon())
        .containsExactly(new Point(0, 0), new Point(1, 0), new Point(1, 1));
    Files.writeString(file, "[{camera_id: a, zones: [{id: z, polygon: [[0,0],[1,0],[0,0]]}]}]");
    assertThatThrownBy(() -> SceneReader.read(file)).hasMessageContaining("has 2 points");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "- {camera_id: a, zone: []} | a camera has the unknown key zone; did you mean zones?",
        "- {camera_id: a, zones: [{id: z, poly: []}]} | zone z has the unknown key poly",
        "- {camera_id: a, lines: [{id: l, form: [0,0], to: [1,1]}]} | did you mean from?",
        "- {camera_id: a, camera_id: b} | camera_id",
        "\"- {camera_id: a}\n---\n- {camera_id: b}\" | a second document begins after '---'",
        "cameras: [] | the file must be a list"
      })
  void whatAFileOfScenesSaysInVainIsRefused(String text, String sentence, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("scenes.yaml"), text);

    assertThatThrownBy(() -> SceneReader.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(sentence);
  }

  static FrameTracks tracks(FrameResult result, List<Long> ids, boolean late) {
    FrameDetections frame = FrameDetections.of(result);
    return late ? FrameTracks.late(frame) : new FrameTracks(frame, ids, null);
  }
}
