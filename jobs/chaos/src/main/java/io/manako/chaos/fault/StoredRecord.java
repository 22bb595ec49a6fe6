package io.manako.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.model.ModelCatalog;
import io.manako.operator.FrameRecord;
import io.manako.operator.ModelSlot;
import io.manako.wire.ControlDeserializer;
import io.manako.wire.ControlRecord;
import io.manako.wire.EventReader;
import io.manako.wire.FrameDeserializer;
import io.manako.wire.ModelOffers;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Record that a released version wrote or read, kept as one line of JSON: the topic's purpose,
 * topic, partition, offset, timestamp, key and headers as text, the value in Base64.
 *
 * @param purpose purpose such as {@code detections}
 * @param record record as a consumer gets it
 */
record StoredRecord(String purpose, ConsumerRecord<byte[], byte[]> record) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<StoredRecord> read(Path file) throws IOException {
    List<StoredRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      records.add(parse(JSON.readTree(line)));
    }
    return records;
  }

  private static StoredRecord parse(JsonNode line) throws IOException {
    RecordHeaders headers = new RecordHeaders();
    for (JsonNode header : line.path("headers")) {
      headers.add(header.path(0).asText(), header.path(1).asText().getBytes(UTF_8));
    }
    byte[] value = line.path("value").binaryValue();
    return new StoredRecord(
        line.path("purpose").asText(),
        new ConsumerRecord<>(
            line.path("topic").asText(),
            line.path("partition").asInt(),
            line.path("offset").asLong(),
            line.path("timestamp").asLong(),
            TimestampType.CREATE_TIME,
            0,
            value.length,
            line.path("key").asText().getBytes(UTF_8),
            value,
            headers,
            Optional.empty()));
  }

  /** Returns the line. */
  String toLine() {
    ObjectNode line =
        JSON.createObjectNode()
            .put("purpose", purpose)
            .put("topic", record.topic())
            .put("partition", record.partition())
            .put("offset", record.offset())
            .put("timestamp", record.timestamp())
            .put("key", new String(record.key(), UTF_8));
    for (Header header : record.headers()) {
      line.withArray("headers").addArray().add(header.key()).add(new String(header.value(), UTF_8));
    }
    return line.put("value", record.value()).toString();
  }

  /** Returns why this release's readers refuse the record, or nothing if they accept it. */
  String refusal() {
    try {
      return switch (purpose) {
        case "frames" -> refusedFrame();
        case "control" -> refusedControl();
        case "events" -> EventReader.parse(record.value()).eventId().isEmpty() ? "no id" : "";
        case "counts" ->
            JSON.readTree(record.value()).path("schema").isTextual() ? "" : "no schema";
        case "dead-letters" -> record.headers().lastHeader("vf-reason") == null ? "no reason" : "";
        default -> ResultRecord.parse(record.value()).frameId().isEmpty() ? "no id" : "";
      };
    } catch (IOException | RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String refusedFrame() {
    List<FrameRecord> frames = new ArrayList<>();
    new FrameDeserializer().deserialize(record, collector(frames));
    String rejection = frames.get(0).rejection();
    return rejection == null ? "" : rejection;
  }

  private String refusedControl() {
    ModelOffers offers = ModelOffers.of(ModelCatalog.standard(), EnumSet.allOf(ModelSlot.class));
    ControlRecord read = new ControlDeserializer(Set.of(), offers).read(record);
    return read.rejection() == null ? "" : read.rejection();
  }

  private static Collector<FrameRecord> collector(List<FrameRecord> into) {
    return new Collector<>() {
      @Override
      public void collect(FrameRecord frame) {
        into.add(frame);
      }

      @Override
      public void close() {}
    };
  }
}
