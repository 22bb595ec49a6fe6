package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDeserializerTest {
  private static final Instant STAMP = Instant.parse("2026-01-05T10:00:00Z");
  private static final byte[] KEY = "cam-1".getBytes(UTF_8);
  private static final byte[] VALUE = {1, 2, 3};

  @Test
  void keyAndValueAreEnough() {
    FrameRecord frame = read(KEY, VALUE, Map.of());
    assertThat(frame.rejection()).isNull();
    assertThat(frame.cameraId()).isEqualTo("cam-1");
    assertThat(frame.frameId()).isEqualTo("cam-1/0/000042");
    assertThat(frame.streamEpoch()).isEqualTo("0");
    assertThat(frame.sequence()).isEqualTo(42);
    assertThat(frame.eventTime()).isEqualTo(STAMP);
    assertThat(frame.ptsNanos()).isNull();
    assertThat(frame.contentType()).isNull();
    assertThat(frame.source()).isEqualTo(new FrameRecord.Source("video.frames", 3, 42));
    assertThat(frame.bytes()).isSameAs(VALUE);
  }

  @Test
  void headersRefineIt() {
    FrameRecord frame =
        read(
            KEY,
            VALUE,
            Map.of(
                "content-type", "Image/JPEG; q=1",
                "ce_id", "f-7",
                "ce_time", "2026-01-05T11:00:00.25+01:00",
                "ce_sequence", "7",
                "ce_streamepoch", "boot-3",
                "ce_ptsns", "-5",
                "ce_traceparent", Samples.TRACEPARENT));
    assertThat(frame.rejection()).isNull();
    assertThat(frame.contentType()).isEqualTo("image/jpeg");
    assertThat(frame.frameId()).isEqualTo("f-7");
    assertThat(frame.eventTime()).isEqualTo(STAMP.plusMillis(250));
    assertThat(frame.sequence()).isEqualTo(7);
    assertThat(frame.streamEpoch()).isEqualTo("boot-3");
    assertThat(frame.ptsNanos()).isEqualTo(-5);
    assertThat(frame.traceparent()).isEqualTo(Samples.TRACEPARENT);
  }

  /** A place in a record changes nothing about the frame, and is kept for its dead letter only. */
  @ParameterizedTest
  @ValueSource(strings = {"uri", "url", "path", "file", "ce_source", "ce_dataschema", "model"})
  void aHeaderThatNamesAPlaceIsNotRead(String name) {
    FrameRecord plain = read(KEY, VALUE, Map.of());
    for (String place : List.of("/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/a.jpg")) {
      FrameRecord frame = read(KEY, VALUE, Map.of(name, place));
      assertThat(frame).usingRecursiveComparison().ignoringFields("original").isEqualTo(plain);
      assertThat(frame.original().headers()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-a-b-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-a\r\nb",
        "00-４bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      })
  void aMalformedTraceIsDroppedAndTheFrameIsNot(String traceparent) {
    FrameRecord frame = read(KEY, VALUE, Map.of("ce_traceparent", traceparent));
    assertThat(frame.traceparent()).isNull();
    assertThat(frame.rejection()).isNull();
    assertThat(frame.original().headers()).hasSize(1);
  }

  @Test
  void aTraceOfALaterVersionPassesUnlessItIsLong() {
    String later = "01" + Samples.TRACEPARENT.substring(2) + "-more";
    assertThat(read(KEY, VALUE, Map.of("ce_traceparent", later)).traceparent()).isEqualTo(later);
    String longer = later + "x".repeat(1 << 20);
    FrameRecord frame = read(KEY, VALUE, Map.of("ce_traceparent", longer));
    assertThat(frame.traceparent()).isNull();
    assertThat(frame.rejection()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ce_sequence, seven, must be a whole number",
    "ce_sequence, -1, must not be negative",
    "ce_ptsns, 1.5, must be a whole number",
    "ce_ptsns, 9223372036854775807, must lie between",
    "ce_ptsns, -9223372036854775808, must lie between",
    "ce_sequence, 9223372036854775808, must be a whole number",
    "ce_time, 0000-01-01T00:00:00Z, between 1970",
    "ce_time, -999999999-01-01T00:00:00Z, between 1970",
    "ce_time, yesterday, RFC 3339",
    "ce_time, 2026-01-05T11:00:00, RFC 3339",
    "ce_time, 1969-12-31T23:59:59Z, between 1970",
    "ce_time, 2026-01-05T11:00:01Z, Check the camera's clock",
    "ce_time, +999999999-01-01T00:00:00Z, between 1970",
    "ce_id, '', is empty",
  })
  void aMalformedHeaderRejectsTheFrameAndKeepsTheRest(String name, String value, String reason) {
    FrameRecord frame = read(KEY, VALUE, Map.of(name, value));
    assertThat(frame.rejection()).contains(name).contains(reason);
    assertThat(frame.frameId()).isEqualTo("cam-1/0/000042");
    assertThat(frame.eventTime()).isEqualTo(STAMP);
    assertThat(frame.bytes()).isSameAs(VALUE);
    assertThat(frame.original().headers()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -62_167_219_200_000L, -2, 7_258_118_400_000L, Long.MAX_VALUE})
  void aTimestampOutOfTheContractsYearsRejectsTheFrame(long timestamp) {
    FrameRecord frame = read(timestamp, KEY, VALUE, Map.of());
    assertThat(frame.rejection())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "The record's timestamp is %d ms, but must lie between 1970 and 2199. Check the camera's clock.",
                timestamp));
    assertThat(frame.eventTime()).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7_258_118_399_999L})
  void aTimestampOfTheContractsYearsIsTaken(long timestamp) {
    FrameRecord frame = read(timestamp, KEY, VALUE, Map.of());
    assertThat(frame.rejection()).isNull();
    assertThat(frame.eventTime()).isEqualTo(Instant.ofEpochMilli(timestamp));
  }

  @Test
  void aTimeAfterTheContractsLastYearIsRejectedWhateverTheTimestamp() {
    long last = Instant.parse("2199-12-31T23:59:59Z").toEpochMilli();
    FrameRecord frame = read(last, KEY, VALUE, Map.of("ce_time", "2200-01-01T00:00:00Z"));
    assertThat(frame.rejection()).contains("ce_time").contains("between 1970 and 2199");
    assertThat(frame.eventTime()).isEqualTo(Instant.ofEpochMilli(last));
  }

  @Test
  void withoutATimestampTheStatedTimeHolds() {
    FrameRecord frame = read(-1, KEY, VALUE, Map.of("ce_time", "2026-01-05T11:00:00Z"));
    assertThat(frame.rejection()).isNull();
    assertThat(frame.eventTime()).isEqualTo(Instant.parse("2026-01-05T11:00:00Z"));
  }

  @Test
  void aRecordWithoutATimestampIsFrom1970() {
    FrameRecord frame = read(-1, KEY, VALUE, Map.of());
    assertThat(frame.rejection()).isNull();
    assertThat(frame.eventTime()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aMissingKeyRejectsTheFrameUnderItsPlaceInKafka() {
    FrameRecord frame = read(null, VALUE, Map.of());
    assertThat(frame.rejection()).contains("no key");
    assertThat(frame.cameraId()).isEmpty();
    assertThat(frame.frameId()).isEqualTo("video.frames/3/42");
    assertThat(frame.original().key()).isNull();
  }

  @Test
  void aKeyThatIsNoTextRejectsTheFrame() {
    assertThat(read(new byte[] {(byte) 0xff}, VALUE, Map.of()).rejection()).contains("UTF-8");
    assertThat(read(new byte[300], VALUE, Map.of()).rejection()).contains("300 bytes");
  }

  @Test
  void anEmptyValueRejectsTheFrame() {
    assertThat(read(KEY, null, Map.of()).rejection()).contains("no value");
    assertThat(read(KEY, new byte[0], Map.of()).rejection()).contains("no value");
  }

  @Test
  void aHugeHeaderRejectsTheFrame() {
    assertThat(read(KEY, VALUE, Map.of("ce_id", "x".repeat(2000))).rejection())
        .contains("2000 bytes");
  }

  private static FrameRecord read(byte[] key, byte[] value, Map<String, String> headers) {
    return read(STAMP.toEpochMilli(), key, value, headers);
  }

  private static FrameRecord read(
      long timestamp, byte[] key, byte[] value, Map<String, String> headers) {
    RecordHeaders kafkaHeaders = new RecordHeaders();
    headers.forEach((name, text) -> kafkaHeaders.add(name, text.getBytes(UTF_8)));
    List<FrameRecord> frames = new ArrayList<>();
    new FrameDeserializer()
        .deserialize(
            new ConsumerRecord<>(
                "video.frames",
                3,
                42,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                kafkaHeaders,
                Optional.empty()),
            new ListCollector<>(frames));
    return frames.get(0);
  }
}
