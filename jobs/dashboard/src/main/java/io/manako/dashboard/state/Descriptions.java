package io.manako.dashboard.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.track.scene.VideoEvent;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Descriptions of records in words. */
final class Descriptions {
  private Descriptions() {}

  static RecentRecord of(RecordKind kind, ResultRecord result, byte[] json) {
    return new RecentRecord(
        result.frameId(),
        result.eventTime().toEpochMilli(),
        result.status(),
        summary(kind, result),
        text(json));
  }

  static RecentRecord of(VideoEvent event, byte[] json) {
    return new RecentRecord(
        event.eventId(), time(event), event.phase().wireName(), sentence(event), text(json));
  }

  static RecentEvent recent(VideoEvent event) {
    return new RecentEvent(
        event.cameraId(),
        time(event),
        event.kind().wireName(),
        event.phase().wireName(),
        sentence(event));
  }

  private static String text(byte[] json) {
    int length = Math.min(json.length, 4 * RecentRecord.MOST_JSON);
    return new String(json, 0, length, UTF_8);
  }

  private static long time(VideoEvent event) {
    return event.course().latest().toEpochMilli();
  }

  private static String summary(RecordKind kind, ResultRecord result) {
    String reason = result.statusReason();
    if (reason != null) {
      return reason;
    }
    if (kind == RecordKind.CLASSIFICATIONS) {
      return result.topK().stream()
          .map(c -> String.format(Locale.ROOT, "%s %.0f %%", c.label(), 100 * c.score()))
          .collect(Collectors.joining(", "));
    }
    if (kind == RecordKind.SEGMENTATIONS) {
      return result.segments().stream()
          .map(s -> String.format(Locale.ROOT, "%s %.1f %%", s.label(), 100 * s.share()))
          .collect(Collectors.joining(", "));
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (DetectedObject object : result.objects()) {
      counts.merge(Objects.requireNonNullElse(object.label(), "?"), 1, Integer::sum);
    }
    String found =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " × " + e.getKey())
            .collect(Collectors.joining(", "));
    long carried = result.objects().stream().filter(DetectedObject::carried).count();
    return carried == 0 ? found : found + ", " + carried + " of them carried";
  }

  /** Describes an event, such as {@code person #7, zone door, 2 there}. */
  private static String sentence(VideoEvent event) {
    List<String> parts = new ArrayList<>();
    if (event.object() != null) {
      parts.add(event.object().label() + " #" + event.object().trackId());
    }
    if (event.zoneId() != null) {
      parts.add("zone " + event.zoneId());
    }
    if (event.lineId() != null) {
      parts.add("line " + event.lineId());
    }
    if (event.direction() != null) {
      parts.add(event.direction().wireName().replace('_', ' '));
    }
    if (event.count() != null) {
      parts.add("count " + event.count());
    }
    return parts.isEmpty() ? event.kind().wireName() : String.join(", ", parts);
  }
}
