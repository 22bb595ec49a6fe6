package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.model.Task;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelReference;
import io.manako.operator.models.ModelRole;
import io.manako.wire.ModelOffers.Offer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

class ModelControlReaderTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final Instant PUBLISHED = Instant.parse("2026-01-05T10:00:00Z");
  private static final String FULL =
      """
      {"slot":"detector","role":"primary","model":"quick","version":"2","sha256":"%s",\
      "uri":"npm:quick@2.0.0","activate_at":"2026-01-05T12:00:04.2+01:00"}"""
          .formatted(SHA);
  private static final String NOTHING =
      """
      {"slot":"detector","role":"shadow","model":null,"activate_at":"2026-01-05T10:00:00Z"}""";

  private final ControlDeserializer deserializer =
      new ControlDeserializer(
          Set.of(),
          new ModelOffers(
              Map.of(
                  "quick", new Offer("2", Task.DETECTION, "npm:quick@2.0.0"),
                  "namer", new Offer("1", Task.CLASSIFICATION, "npm:namer@1.0.0")),
              Set.of(ModelSlot.DETECTOR)));

  @Test
  void aRecordNamesAModelAndTheTimeFromWhichItAnswers() {
    ControlRecord read = read("detector", FULL);

    assertThat(read.rejection()).isNull();
    ModelChange change = read.model();
    assertThat(change.slot()).isEqualTo(ModelSlot.DETECTOR);
    assertThat(change.role()).isEqualTo(ModelRole.PRIMARY);
    assertThat(change.model()).isEqualTo(new ModelReference("quick", "2", SHA));
    assertThat(change.activateAt()).isEqualTo(Instant.parse("2026-01-05T11:00:04.200Z"));
    assertThat(change.origin().source()).isEqualTo(read.source());
  }

  @Test
  void aShadowHasAKeyOfItsOwn() {
    ControlRecord read = read("detector/shadow", FULL.replace("primary", "shadow"));

    assertThat(read.rejection()).isNull();
    assertThat(read.model().role()).isEqualTo(ModelRole.SHADOW);
  }

  @Test
  void withoutAModelTheSlotReturnsToWhatTheJobWasConfiguredWith() {
    assertThat(read("detector/shadow", NOTHING).model().model()).isNull();

    ModelChange takenBack = read("detector", null).model();
    assertThat(takenBack.model()).isNull();
    assertThat(takenBack.role()).isEqualTo(ModelRole.PRIMARY);
    assertThat(takenBack.activateAt()).isEqualTo(PUBLISHED);
    assertThat(read("detector/shadow", null).model().role()).isEqualTo(ModelRole.SHADOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -2, 7_258_118_400_000L, Long.MAX_VALUE})
  void aTombstoneOfATimeOutOfTheContractsYearsIsRefused(long timestamp) {
    ConsumerRecord<byte[], byte[]> tombstone =
        new ConsumerRecord<>(
            "video.control",
            0,
            7,
            timestamp,
            TimestampType.CREATE_TIME,
            8,
            0,
            "detector".getBytes(UTF_8),
            null,
            new RecordHeaders(),
            Optional.empty());

    assertThat(deserializer.read(tombstone).rejection())
        .contains(Long.toString(timestamp))
        .contains("between 1970 and 2199");
  }

  @Test
  void aTombstoneOfACameraIsStillACameras() {
    assertThat(read("cam-1", null).change().cameraId()).isEqualTo("cam-1");
  }

  @Test
  void aJobThatDoesNotSwapModelsLeavesTheirRecordsAlone() {
    ControlRecord read =
        new ControlDeserializer(Set.of()).read(record("detector", "{\"slot\":\"whatever\"}"));

    assertThat(read.model()).isNull();
    assertThat(read.rejection()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"slot\":\"detector\" | \"slot\":\"tracker\" | slot is tracker; this job has the slots detector",
        "\"slot\":\"detector\" | \"slot\":\"classifier\" | slot is classifier; this job has the slots detector",
        "\"slot\":\"detector\" | \"slot\":1 | slot is 1; it must be text",
        "\"primary\" | \"main\" | role is main; it must be primary or shadow",
        "\"quick\" | \"quik\" | model quik is not in the catalog; did you mean quick?",
        "\"quick\" | \"/etc/passwd\" | model /etc/passwd is not in the catalog",
        "\"quick\" | \"../quick\" | model ../quick is not in the catalog",
        "\"quick\" | \"file:///models/quick\" | model file:///models/quick is not in the catalog",
        "\"quick\" | \"http://evil.example/quick\" | is not in the catalog",
        "\"quick\" | \"quick/\" | model quick/ is not in the catalog",
        "npm:quick@2.0.0 | file:///etc/passwd | models come from the catalog alone",
        "\"quick\" | \"namer\" | made for classification, but the slot detector needs detection",
        "\"version\":\"2\" | \"version\":\"9\" | version is 9, but the catalog has quick in version 2",
        "\"version\":\"2\", | '' | there is no version",
        "0123456789abcdef0123 | XYZ | it must be the 64 lower-case hex digits",
        "npm:quick@2.0.0 | http://evil.example/model.onnx | models come from the catalog alone",
        "2026-01-05T12:00:04.2+01:00 | 2300-01-01T00:00:00Z | between 1970 and 2199",
        "2026-01-05T12:00:04.2+01:00 | tomorrow | activate_at is \"tomorrow\"; it must be an RFC 3339",
        "\"activate_at\" | \"at\" | there is no field at",
        ",\"activate_at\":\"2026-01-05T12:00:04.2+01:00\" | '' | there is no activate_at",
        "\"model\":\"quick\" | \"model\":null | version is \"2\", but model is null",
      })
  void whatIsWrongIsSaidInASentence(String part, String replacement, String sentence) {
    assertThat(FULL).contains(part);

    ControlRecord read = read("detector", FULL.replace(part, replacement));

    assertThat(read.model()).isNull();
    assertThat(read.rejection()).contains(sentence);
  }

  @Test
  void aKeyThatCompactionWouldNotFindIsRefused() {
    assertThat(read("cam-1", FULL).rejection()).contains("the key is cam-1", "must be detector");
    assertThat(read("detector/shadow", FULL).rejection()).contains("must be detector");
  }

  @Test
  void onlyADetectorHasAShadow() {
    ControlDeserializer both =
        new ControlDeserializer(
            Set.of(),
            new ModelOffers(
                Map.of("namer", new Offer("1", Task.CLASSIFICATION, "npm:namer@1.0.0")),
                Set.of(ModelSlot.DETECTOR, ModelSlot.CLASSIFIER)));
    String shadow = FULL.replace("\"detector\"", "\"classifier\"").replace("primary", "shadow");

    assertThat(both.read(record("classifier/shadow", shadow)).rejection())
        .contains("only the slot detector can have a shadow");
  }

  @Test
  void aRecordTooLargeForACheckpointIsRefused() {
    String large = FULL.substring(0, FULL.length() - 1) + " ".repeat(20_000) + "}";

    assertThat(read("detector", large).rejection()).contains("a model's record has at most 16384");
  }

  @Test
  void theSchemaAgrees() throws IOException {
    for (String good : List.of(FULL, NOTHING)) {
      assertThat(violations(good)).isEmpty();
    }
    assertThat(violations(FULL.replace("primary", "main"))).isNotEmpty();
    assertThat(violations(FULL.replace("\"version\":\"2\",", ""))).isNotEmpty();
    assertThat(violations(FULL.replace("\"quick\"", "null"))).isNotEmpty();
  }

  @Test
  void changesCrossTheNetworkWithoutKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(ModelChange.class);
  }

  @Test
  void aRefusedRecordBecomesADeadLetterThatSaysWhy() {
    ControlRecord refused = read("detector", FULL.replace("\"quick\"", "\"namer\""));

    ProducerRecord<byte[], byte[]> letter =
        new ControlLetterSerializer("letters", 1 << 20).serialize(refused, null, null);

    assertThat(new String(letter.key(), UTF_8)).isEqualTo("detector");
    assertThat(new String(letter.headers().lastHeader("vf-reason").value(), UTF_8))
        .startsWith("Control record refused, the old settings stay: model namer is made for");
  }

  private static List<?> violations(String json) throws IOException {
    return List.copyOf(SerializersTest.violations("video.control.model-1", json.getBytes(UTF_8)));
  }

  private ControlRecord read(String key, @Nullable String json) {
    return deserializer.read(record(key, json));
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, @Nullable String json) {
    return new ConsumerRecord<>(
        "video.control",
        0,
        7,
        PUBLISHED.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key.length(),
        json == null ? 0 : json.length(),
        key.getBytes(UTF_8),
        json == null ? null : json.getBytes(UTF_8),
        new RecordHeaders(),
        Optional.empty());
  }
}
