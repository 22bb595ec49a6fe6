package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.time.EventTime;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.types.PojoTestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlDeserializerTest {
  private static final Instant PUBLISHED = Instant.parse("2026-01-05T10:00:00Z");
  private static final String GATE =
      """
      {"camera_id":"cam-1","lines":[{"id":"gate","from":[0.5,0],"to":[0.5,1]}]""";
  private static final Scene GATE_ALONE =
      new Scene(List.of(), List.of(new Line("gate", new Point(0.5, 0), new Point(0.5, 1))));

  private final ControlDeserializer anyCamera = new ControlDeserializer(Set.of());

  @Test
  void aChangeHoldsFromTheTimeThatItStates() {
    ControlRecord read = read(GATE + ",\"activate_at\":\"2026-01-05T12:00:04.2+01:00\"}");

    assertThat(read.rejection()).isNull();
    assertThat(read.change())
        .isEqualTo(
            new SceneChange(
                "cam-1", Instant.parse("2026-01-05T11:00:04.200Z"), GATE_ALONE, PUBLISHED));
  }

  @Test
  void theSchemaAgrees() throws IOException {
    String stated = GATE + ",\"activate_at\":\"2026-01-05T12:00:04.2+01:00\"}";
    String twoPoints =
        """
        {"camera_id":"c","zones":[{"id":"z","polygon":[[0,0],[1,1]]}]}""";

    assertThat(SerializersTest.violations("video.control-1", stated.getBytes(UTF_8))).isEmpty();
    assertThat(SerializersTest.violations("video.control-1", twoPoints.getBytes(UTF_8)))
        .isNotEmpty();
  }

  @Test
  void withoutAStatedTimeItHoldsFromTheRecordsTimestamp() {
    assertThat(read(GATE + "}").change())
        .isEqualTo(new SceneChange("cam-1", PUBLISHED, GATE_ALONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2300-01-01T00:00:00Z",
        "2262-04-11T23:47:16.854776Z",
        "2200-01-01T00:00:00Z",
        "9998-12-31T23:59:59Z",
        "+999999999-12-31T23:59:59Z",
        "1969-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z"
      })
  void aStatedTimeOutOfTheContractsYearsIsRefused(String time) throws IOException {
    String json = GATE + ",\"activate_at\":\"" + time + "\"}";

    assertThat(read(json).rejection())
        .isEqualTo(
            "activate_at is \"%s\"; it must be an RFC 3339 time between 1970 and 2199 such as 2026-01-05T10:00:04.200Z"
                .formatted(time));
    assertThat(SerializersTest.violations("video.control-1", json.getBytes(UTF_8))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -2, 7_258_118_400_000L, Long.MAX_VALUE})
  void aTimestampOutOfTheContractsYearsIsRefusedAndItsLetterCanBeWritten(long timestamp) {
    for (String value : new String[] {GATE + "}", null}) {
      ControlRecord refused = anyCamera.read(record("cam-1", value, timestamp));

      assertThat(refused.rejection())
          .isEqualTo(
              String.format(
                  Locale.ROOT,
                  "the record's timestamp is %d ms; it must lie between 1970 and 2199",
                  timestamp));
      assertThat(EventTime.isAccepted(refused.time())).isTrue();
    }
  }

  @Test
  void aTombstoneTakesTheLiveZonesBack() {
    assertThat(anyCamera.read(record("cam-1", null)).change())
        .isEqualTo(new SceneChange("cam-1", PUBLISHED, null));
  }

  @Test
  void aRecordAboutModelsIsLeftToItsOwnReaders() {
    ControlRecord read = read("{\"slot\":\"detector\",\"role\":\"primary\"}");

    assertThat(read.change()).isNull();
    assertThat(read.rejection()).isNull();
  }

  @Test
  void anUnknownCameraIsRefusedWhereTheCamerasAreKnown() {
    ControlDeserializer twoCameras = new ControlDeserializer(Set.of("cam-2", "cam-3"));

    assertThat(twoCameras.read(record("cam-1", GATE + "}")).rejection())
        .contains("camera cam-1 is unknown");
    assertThat(new ControlDeserializer(Set.of("cam-1")).read(record("cam-1", GATE + "}")).change())
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                                                             | not JSON
          {"camera_id":"c","zones":[]} {}                                   | not JSON
          {"camera_id":"c","zones":[],"zones":[]}                           | not JSON
          42                                                                | no text in camera_id
          {"zones":[]}                                                      | no text in camera_id
          {"schema":"video.control/2","camera_id":"c","zones":[]}           | reads video.control/1
          {"camera_id":"c","zone":[]}                                       | no field zone
          {"camera_id":"c"}                                                 | neither zones nor lines
          {"camera_id":"c","zones":[],"activate_at":"soon"}                 | RFC 3339
          {"camera_id":"c","zones":[],"activate_at":"1900-01-01T00:00:00Z"} | RFC 3339
          {"camera_id":"c","zones":{}}                                      | must be a list
          {"camera_id":"c","zones":[{"polygon":[]}]}                        | a zone has no text in id
          {"camera_id":"c","zones":[{"id":"z","polygon":[[0,0],[1,1]]}]}    | has 2 points
          {"camera_id":"c","zones":[{"id":"z","polygon":[[0,0],[1],[1,1]]}]}| two numbers
          {"camera_id":"c","zones":[{"id":"z","polygon":[[0,0],[1,1],[1,0],[0,1]]}]}| crosses itself
          {"camera_id":"c","zones":[{"id":"z","polygon":[[0,0],[1.5,0],[1,1]]}]}| 0 … 1
          {"camera_id":"c","lines":[{"id":"l","from":[0,0],"to":[0,2]}]}    | 0 … 1
          {"camera_id":"c","lines":[{"id":"l","from":[0,0]}]}               | two numbers
          """)
  void aWrongRecordIsRefusedWithASentence(String json, String sentence) {
    ControlRecord read = read(json);

    assertThat(read.change()).isNull();
    assertThat(read.rejection()).contains(sentence);
  }

  @Test
  void aRecordWithNeitherKeyNorValueIsRefused() {
    assertThat(anyCamera.read(record(null, null)).rejection()).contains("neither key nor value");
  }

  @Test
  void aRefusedRecordIsADeadLetterAsItCame() {
    ControlLetterSerializer serializer = new ControlLetterSerializer("video.dead-letters", 1 << 20);
    ProducerRecord<byte[], byte[]> letter = serializer.serialize(read("hello"), null, null);

    assertThat(letter.value()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(letter.key()).isEqualTo("cam-1".getBytes(UTF_8));
    assertThat(letter.timestamp()).isEqualTo(PUBLISHED.toEpochMilli());
    assertThat(header(letter, "by")).isEqualTo("operator");
    assertThat(header(letter, "vf-stage")).isEqualTo("contract");
    assertThat(header(letter, "vf-source")).isEqualTo("video.control/2/7");
    assertThat(header(letter, "vf-reason"))
        .startsWith("Control record refused, the old settings stay: this is not JSON");
  }

  @Test
  void whatIsSentBetweenTasksNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(ControlRecord.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(SceneChange.class);
  }

  private ControlRecord read(String json) {
    return anyCamera.read(record("cam-1", json));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      @Nullable String key, @Nullable String value) {
    return record(key, value, PUBLISHED.toEpochMilli());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      @Nullable String key, @Nullable String value, long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("by", "operator".getBytes(UTF_8));
    return new ConsumerRecord<>(
        "video.control",
        2,
        7,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        key == null ? null : key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        headers,
        Optional.empty());
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
