package io.manako.testkit.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it came over OTLP. Fields by their numbers in {@code opentelemetry/proto/trace/v1}.
 *
 * @param service the resource's {@code service.name}
 * @param parent its id in hex, empty for a root
 * @param start nanoseconds since 1970
 * @param end nanoseconds since 1970
 * @param error the status' message, empty unless it failed
 * @param attributes as text
 */
public record ReceivedSpan(
    String service,
    String trace,
    String id,
    String parent,
    String name,
    long start,
    long end,
    String error,
    Map<String, String> attributes) {
  private static final int STATUS_ERROR = 2;

  /** All spans of an {@code ExportTraceServiceRequest}. */
  static List<ReceivedSpan> parse(byte[] request) throws InvalidProtocolBufferException {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (UnknownFieldSet resourceSpans : messages(UnknownFieldSet.parseFrom(request), 1)) {
      UnknownFieldSet resource = messages(resourceSpans, 1).get(0);
      String service = attributes(resource, 1).getOrDefault("service.name", "");
      for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
        for (UnknownFieldSet span : messages(scopeSpans, 2)) {
          spans.add(of(service, span));
        }
      }
    }
    return spans;
  }

  private static ReceivedSpan of(String service, UnknownFieldSet span)
      throws InvalidProtocolBufferException {
    return new ReceivedSpan(
        service,
        hex(bytes(span, 1)),
        hex(bytes(span, 2)),
        hex(bytes(span, 4)),
        text(span, 5),
        span.getField(7).getFixed64List().get(0),
        span.getField(8).getFixed64List().get(0),
        error(span),
        attributes(span, 9));
  }

  private static String error(UnknownFieldSet span) throws InvalidProtocolBufferException {
    for (UnknownFieldSet status : messages(span, 15)) {
      if (status.getField(3).getVarintList().contains((long) STATUS_ERROR)) {
        return text(status, 2);
      }
    }
    return "";
  }

  private static Map<String, String> attributes(UnknownFieldSet message, int field)
      throws InvalidProtocolBufferException {
    Map<String, String> attributes = new TreeMap<>();
    for (UnknownFieldSet attribute : messages(message, field)) {
      UnknownFieldSet value = messages(attribute, 2).get(0);
      attributes.put(
          text(attribute, 1),
          value.hasField(1) ? text(value, 1) : String.valueOf(value.getField(3).getVarintList()));
    }
    return attributes;
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field)
      throws InvalidProtocolBufferException {
    List<UnknownFieldSet> parts = new ArrayList<>();
    for (ByteString part : message.getField(field).getLengthDelimitedList()) {
      parts.add(UnknownFieldSet.parseFrom(part));
    }
    return parts;
  }

  private static String text(UnknownFieldSet message, int field) {
    return new String(bytes(message, field), UTF_8);
  }

  private static byte[] bytes(UnknownFieldSet message, int field) {
    List<ByteString> values = message.getField(field).getLengthDelimitedList();
    return values.isEmpty() ? new byte[0] : values.get(0).toByteArray();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
