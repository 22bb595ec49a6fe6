package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.tracking.TracedEvent;
import io.manako.track.scene.CameraEvent;
import io.manako.track.scene.Course;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.VideoEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SerializersTest {
  private static final DetectionContract DETECTIONS = new DetectionContract();
  private static final ClassificationContract CLASSIFICATIONS = new ClassificationContract();

  @Test
  void aDetectionsRecordIsTheseBytes() {
    String json = new String(DETECTIONS.value(Samples.withObjects(List.of())), UTF_8);
    assertThat(json)
        .isEqualTo(
            """
            {"schema":"video.detections/1","frame_id":"cam-1/0/000042","camera_id":"cam-1",\
            "stream_epoch":"0","sequence":42,"event_time":"2026-01-05T10:00:04.200Z",\
            "pts_ns":4200000000,\
            "source":{"topic":"video.frames","partition":3,"offset":42,"index":0},\
            "image":{"width":768,"height":576},\
            "model":{"name":"ssdlite","version":"1","sha256":"ab12","engine":"onnxruntime",\
            "score_threshold":0.500000,"iou_threshold":0.450000,"label_map":"coco-90"},\
            "status":"ok","status_reason":null,"objects":[\
            {"detection_id":"cam-1/0/000042#0","class_id":1,"label":"person","score":0.910000,\
            "bbox":[402.10,148.00,31.50,80.20]},\
            {"detection_id":"cam-1/0/000042#1","class_id":3,"label":"car \\"x\\"",\
            "score":0.500000,"bbox":[0.00,0.00,0.00,768.00]}]}\
            """);
  }

  @Test
  void aRecordReadsBackAsItWasWritten() throws IOException {
    ResultRecord record =
        ResultRecord.parse(DETECTIONS.value(Samples.withObjects(List.of(Samples.classified(1)))));
    assertThat(record.frameId()).isEqualTo("cam-1/0/000042");
    assertThat(record.eventTime()).isEqualTo(Instant.parse("2026-01-05T10:00:04.200Z"));
    assertThat(record.ptsNs()).isEqualTo(4_200_000_000L);
    assertThat(record.source()).isEqualTo(new ResultRecord.Source("video.frames", 3, 42, 0));
    assertThat(record.model()).isEqualTo(Samples.MODEL);
    assertThat(record.objects()).hasSize(2);
    assertThat(record.objects().get(0).box().x()).isCloseTo(402.1f, within(0.005f));
    assertThat(record.topK()).isEmpty();
  }

  @Test
  void aCarriedObjectReadsBackWithTheFrameInWhichItWasSeen() throws IOException {
    ResultRecord record = ResultRecord.parse(DETECTIONS.value(Samples.withCarried()));
    assertThat(record.objects())
        .extracting(ResultRecord.DetectedObject::seenIn)
        .containsExactly(null, "cam-1/0/000040");
    assertThat(record.objects())
        .extracting(ResultRecord.DetectedObject::carried)
        .containsExactly(false, true);
  }

  @Test
  void keyPointsStandBesideTheBoxOfTheirObject() throws IOException {
    byte[] json = DETECTIONS.value(Samples.withKeypoints());
    assertThat(violations("video.detections-1", json)).isEmpty();
    assertThat(new String(json, UTF_8))
        .containsOnlyOnce(
            "\"bbox\":[402.10,148.00,31.50,80.20],"
                + "\"keypoints\":[[410.13,160.00,0.700000],[-1.50,161.00,0.250000]]}");
    assertThat(ResultRecord.parse(json).objects())
        .extracting(ResultRecord.DetectedObject::keypoints)
        .containsExactly(
            List.of(List.of(410.13f, 160f, 0.7f), List.of(-1.5f, 161f, 0.25f)), List.of());
  }

  @Test
  void aCropNamesItsDetection() throws IOException {
    FrameResult result = Samples.withObjects(List.of(Samples.classified(0), Samples.classified(1)));
    List<ResultRecord> records = classifications(result);
    assertThat(records).extracting(ResultRecord::status).containsExactly("ok", "ok");
    assertThat(records.get(1).crop())
        .isEqualTo(new ResultRecord.Crop("cam-1/0/000042#1", List.of(0f, 0f, 0f, 768f)));
    assertThat(records.get(1).topK().get(1).score()).isEqualTo(0.000001f);
  }

  @Test
  void aFrameWithoutObjectsIsStillInTheLedgerOfCrops() throws IOException {
    assertThat(classifications(Samples.empty()))
        .singleElement()
        .satisfies(r -> assertThat(r.status()).isEqualTo("empty"))
        .satisfies(r -> assertThat(r.crop()).isNull());
  }

  @Test
  void aRecordHasTheFramesKeyAndTimeAndItsTimingsAsHeaders() {
    ProducerRecord<byte[], byte[]> record = record(DETECTIONS, Samples.empty());
    assertThat(record.key()).isEqualTo("cam-1".getBytes(UTF_8));
    assertThat(record.timestamp())
        .isEqualTo(Instant.parse("2026-01-05T10:00:04.200Z").toEpochMilli());
    assertThat(record.headers().lastHeader("ce_traceparent").value())
        .isEqualTo(Samples.TRACEPARENT.getBytes(UTF_8));
    assertThat(record.headers().lastHeader("vf-decode-us").value()).isEqualTo("0".getBytes(UTF_8));
  }

  @Test
  void whatBecomesOfAFrameBelongsToItsTrace() {
    FrameResult result = Samples.withObjects(List.of());
    VideoEvent event = TrackingWireTest.crossing();
    assertThat(
            List.of(
                record(DETECTIONS, result),
                record(CLASSIFICATIONS, split(result).get(0)),
                record(new SegmentationContract(), result),
                record(
                    new TrackContract(), TrackingWireTest.tracks(result, List.of(7L, 0L), false)),
                record(new EventContract(), new TracedEvent(event, Samples.TRACEPARENT))))
        .allSatisfy(
            record ->
                assertThat(record.headers().headers("ce_traceparent"))
                    .extracting(header -> new String(header.value(), UTF_8))
                    .containsExactly(Samples.TRACEPARENT));
  }

  @Test
  void anEventOfNoFrameBelongsToNoTrace() {
    TracedEvent event = new TracedEvent(TrackingWireTest.crossing(), null);
    assertThat(record(new EventContract(), event).headers())
        .noneMatch(header -> header.key().equals("ce_traceparent"));
  }

  /** Brokers refuse negative timestamps and, by default, those more than an hour ahead. */
  @ParameterizedTest
  @MethodSource("wrongClocks")
  void aWrongClockGivesATimestampThatBrokersTake(Instant eventTime) {
    FrameResult result = Samples.failedAt(eventTime);
    VideoEvent event =
        new CameraEvent(
            new Evidence("cam-1#1", "cam-1", "cam-1/0/000042"),
            EventKind.CAMERA_OFFLINE,
            Course.begun(eventTime));
    assertThat(
            List.of(
                record(DETECTIONS, result),
                record(CLASSIFICATIONS, split(result).get(0)),
                new DeadLetterSerializer("dead", 1 << 20).serialize(result, null, null),
                record(new EventContract(), new TracedEvent(event, null))))
        .extracting(ProducerRecord::timestamp)
        .allSatisfy(
            timestamp ->
                assertThat(Instant.ofEpochMilli(timestamp))
                    .isBetween(Instant.EPOCH, Instant.now().plus(Duration.ofMinutes(59))));
  }

  static Stream<Instant> wrongClocks() {
    return Stream.of(
        Instant.EPOCH.minus(Duration.ofDays(9999)),
        Instant.EPOCH.minusMillis(1),
        Instant.now().plus(Duration.ofHours(2)),
        Instant.parse("9999-01-01T01:10:00Z"));
  }

  @Test
  void aClockThatIsALittleAheadKeepsItsTime() {
    Instant ahead = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    assertThat(record(DETECTIONS, Samples.failedAt(ahead)).timestamp())
        .isEqualTo(ahead.toEpochMilli());
  }

  @Test
  void aDeadLetterKeepsBytesKeyAndHeaders() {
    FrameResult result = Samples.failed(FrameStatus.DECODE_ERROR, "decode");
    ProducerRecord<byte[], byte[]> letter =
        new DeadLetterSerializer("dead", 1 << 20).serialize(result, null, null);
    assertThat(letter.key()).isEqualTo("cam-1".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("pixels".getBytes(UTF_8));
    assertThat(header(letter, "x-mine")).isEqualTo("1");
    assertThat(header(letter, "vf-stage")).isEqualTo("decode");
    assertThat(header(letter, "vf-error")).isEqualTo("io.manako.X");
    assertThat(header(letter, "vf-reason")).isEqualTo("The frame is 3 bytes of nothing.");
    assertThat(header(letter, "vf-source")).isEqualTo("video.frames/3/42");
  }

  @Test
  void aDeadLetterThatTheTopicCannotTakeLeavesItsValueOut() {
    FrameResult result = Samples.failed(FrameStatus.DECODE_ERROR, "decode");
    ProducerRecord<byte[], byte[]> letter =
        new DeadLetterSerializer("dead", 300).serialize(result, null, null);
    assertThat(letter.value()).isEmpty();
    assertThat(header(letter, "vf-omitted")).isEqualTo("6 bytes");
  }

  @ParameterizedTest
  @EnumSource(FrameStatus.class)
  void everyOutcomeFollowsItsSchema(FrameStatus status) throws IOException {
    FrameResult result =
        switch (status) {
          case OK -> Samples.withObjects(List.of(Samples.classified(1)));
          case EMPTY -> Samples.empty();
          case SKIPPED, DECODE_ERROR, INFERENCE_ERROR -> Samples.failed(status, "decode");
        };
    assertThat(violations("video.detections-1", DETECTIONS.value(result))).isEmpty();
    for (ClassifiedItem item : split(result)) {
      assertThat(violations("video.classifications-1", CLASSIFICATIONS.value(item))).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesAnErrorWithoutAReason() throws IOException {
    String json =
        new String(DETECTIONS.value(Samples.empty()), UTF_8)
            .replace("\"status\":\"empty\"", "\"status\":\"decode_error\"");
    assertThat(violations("video.detections-1", json.getBytes(UTF_8))).isNotEmpty();
  }

  static List<String> violations(String schema, byte[] json) throws IOException {
    Path file = Path.of("../../config/schemas", schema + ".schema.json");
    JsonSchema validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(file));
    return validator.validate(new String(json, UTF_8), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  static <T> ProducerRecord<byte[], byte[]> record(JsonContract<T> contract, T element) {
    return new JsonSerializer<>("topic", contract).serialize(element, null, null);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static List<ResultRecord> classifications(FrameResult result) throws IOException {
    List<ResultRecord> records = new ArrayList<>();
    for (ClassifiedItem item : split(result)) {
      records.add(ResultRecord.parse(CLASSIFICATIONS.value(item)));
    }
    return records;
  }

  private static List<ClassifiedItem> split(FrameResult result) {
    List<ClassifiedItem> items = new ArrayList<>();
    new ClassifiedItem.Splitter()
        .flatMap(
            result,
            new Collector<>() {
              @Override
              public void collect(ClassifiedItem item) {
                items.add(item);
              }

              @Override
              public void close() {}
            });
    return items;
  }
}
