package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.model.VisibleText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Prints a record of any of Manako's topics as one line of text. */
final class RecordText {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of the time in records of frames, of finished events, of other events and of counts. */
  private static final List<String> EVENT_TIMES =
      List.of("event_time", "end_time", "start_time", "last_frame_time");

  private RecordText() {}

  /** Returns the line for people. */
  static String readable(ConsumerRecord<byte[], byte[]> kafka) {
    return VisibleText.of(line(kafka));
  }

  private static String line(ConsumerRecord<byte[], byte[]> kafka) {
    JsonNode result = parse(kafka.value());
    String start = time(kafka, result) + "  " + key(kafka) + "  ";
    String reason = header(kafka.headers(), "vf-reason");
    if (reason != null) {
      String stage = header(kafka.headers(), "vf-stage");
      return start + "refused at " + stage + ": " + reason + "  (" + size(kafka) + ")";
    }
    if (result != null && result.has("frame_id")) {
      return start + result.path("frame_id").asText() + "  " + outcome(result);
    }
    if (result != null) {
      return start + result;
    }
    String type = header(kafka.headers(), "content-type");
    String id = header(kafka.headers(), "ce_id");
    return start + (id == null ? "" : id + "  ") + (type == null ? "" : type + "  ") + size(kafka);
  }

  /** Returns a result's own time. The time of its Kafka record may be that of writing. */
  private static String time(ConsumerRecord<byte[], byte[]> kafka, @Nullable JsonNode result) {
    if (result != null) {
      for (String field : EVENT_TIMES) {
        if (result.path(field).isTextual()) {
          return result.path(field).textValue();
        }
      }
    }
    return Instant.ofEpochMilli(kafka.timestamp()).toString();
  }

  /** Returns the line for scripts: a result unchanged, any other record described. */
  static String json(ConsumerRecord<byte[], byte[]> kafka) {
    return VisibleText.of(object(kafka));
  }

  private static String object(ConsumerRecord<byte[], byte[]> kafka) {
    JsonNode result = parse(kafka.value());
    if (result != null) {
      return result.toString();
    }
    ObjectNode described = JSON.createObjectNode();
    described.put("key", key(kafka));
    described.put("timestamp", Instant.ofEpochMilli(kafka.timestamp()).toString());
    described.put("partition", kafka.partition());
    described.put("offset", kafka.offset());
    described.put("bytes", kafka.value() == null ? 0 : kafka.value().length);
    ObjectNode headers = described.putObject("headers");
    for (Header header : kafka.headers()) {
      headers.put(header.key(), header.value() == null ? null : new String(header.value(), UTF_8));
    }
    return described.toString();
  }

  private static String outcome(JsonNode result) {
    String status = result.path("status").asText();
    String reason = result.path("status_reason").asText("");
    List<String> found = new ArrayList<>();
    for (JsonNode object : result.path("objects")) {
      String sight = object.has("seen") ? " " + object.path("seen").asText() : "";
      found.add(scored(object) + " " + place(object.path("bbox")) + sight);
    }
    for (JsonNode guess : result.path("top_k")) {
      found.add(scored(guess));
    }
    for (JsonNode segment : result.path("segments")) {
      String label = segment.path("label").asText();
      double share = segment.path("share").asDouble();
      found.add(String.format(Locale.ROOT, "%s %.1f %%", label, 100 * share));
    }
    if (found.isEmpty()) {
      return reason.isEmpty() || "null".equals(reason) ? status : status + ": " + reason;
    }
    return status + "  " + String.join(", ", found);
  }

  private static String scored(JsonNode item) {
    return String.format(
        Locale.ROOT, "%s %.2f", item.path("label").asText(), item.path("score").asDouble());
  }

  private static String place(JsonNode bbox) {
    return String.format(
        Locale.ROOT,
        "%.0f×%.0f at %.0f,%.0f",
        bbox.path(2).asDouble(),
        bbox.path(3).asDouble(),
        bbox.path(0).asDouble(),
        bbox.path(1).asDouble());
  }

  private static @Nullable JsonNode parse(byte @Nullable [] value) {
    if (value == null || value.length == 0 || value[0] != '{') {
      return null;
    }
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }

  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static String key(ConsumerRecord<byte[], byte[]> kafka) {
    return kafka.key() == null ? "(no key)" : new String(kafka.key(), UTF_8);
  }

  private static String size(ConsumerRecord<byte[], byte[]> kafka) {
    return (kafka.value() == null ? 0 : kafka.value().length) + " bytes";
  }
}
