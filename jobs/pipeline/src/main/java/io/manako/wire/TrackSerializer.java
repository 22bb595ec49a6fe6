package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Detection;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.Models;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.FrameTracks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Serializes a tracked frame as one record of the tracks topic, schema {@code video.tracks/1}: the
 * detections record with a {@code track_id} in each object, null while its track is not confirmed.
 * An object below the model's score threshold is in the record only if it continues a track.
 */
public final class TrackSerializer
    implements KafkaRecordSerializationSchema<FrameTracks>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "video.tracks/1";

  private final String topic;

  public TrackSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FrameTracks tracks, KafkaSinkContext context, @Nullable Long timestamp) {
    Headers headers = new RecordHeaders();
    ResultHeaders.put(headers, "content-type", "application/json");
    ResultHeaders.trace(headers, tracks.frame().traceparent());
    return ResultHeaders.record(topic, result(tracks), value(tracks), headers);
  }

  /** Returns the record's value, UTF-8 JSON. */
  public byte[] value(FrameTracks tracks) {
    FrameDetections frame = tracks.frame();
    var header = new ResultWriter.Header(SCHEMA, frame.model(), status(tracks).wireName());
    FrameResult result = result(tracks);
    return ResultWriter.write(header, result, json -> objects(json, result, tracks));
  }

  private static FrameStatus status(FrameTracks tracks) {
    boolean weak = tracks.frame().status() == FrameStatus.EMPTY;
    boolean shown = IntStream.range(0, tracks.trackIds().size()).anyMatch(i -> isShown(tracks, i));
    return weak && shown ? FrameStatus.OK : tracks.frame().status();
  }

  private static boolean isShown(FrameTracks tracks, int index) {
    FrameDetections frame = tracks.frame();
    return tracks.trackIds().get(index) != 0
        || frame.detections().get(index).score() >= frame.model().scoreThreshold();
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return TopicFacet.of(topic);
  }

  /**
   * Returns the result without its pixels, so that the same code writes the envelopes of both
   * topics.
   */
  private static FrameResult result(FrameTracks tracks) {
    FrameDetections frame = tracks.frame();
    byte[] key = frame.cameraId().getBytes(UTF_8);
    FrameRecord record =
        new FrameRecord(
            frame.cameraId(),
            frame.recordId(),
            frame.streamEpoch(),
            frame.sequence(),
            frame.eventTime(),
            frame.ptsNanos(),
            null,
            null,
            frame.source(),
            new byte[0],
            new FrameRecord.Original(key, List.of()),
            null);
    return new FrameResult(
        record,
        frame.index(),
        frame.eventTime(),
        frame.ptsNanos(),
        frame.width(),
        frame.height(),
        frame.pictureHash(),
        frame.status(),
        frame.failure() == null ? tracks.untracked() : frame.failure(),
        frame.detections(),
        List.of(),
        new Models(frame.model(), null),
        FrameResult.Timing.NONE);
  }

  private static void objects(JsonGenerator json, FrameResult result, FrameTracks tracks)
      throws IOException {
    List<Long> trackIds = tracks.trackIds();
    json.writeArrayFieldStart("objects");
    for (int i = 0; i < result.detections().size(); i++) {
      if (!isShown(tracks, i)) {
        continue;
      }
      Detection detection = result.detections().get(i);
      json.writeStartObject();
      json.writeStringField("detection_id", ResultWriter.detectionId(result, i));
      if (trackIds.get(i) == 0) {
        json.writeNullField("track_id");
      } else {
        json.writeNumberField("track_id", trackIds.get(i));
      }
      json.writeNumberField("class_id", detection.classId());
      json.writeStringField("label", detection.label());
      ResultWriter.score(json, detection.score());
      ResultWriter.box(json, detection.box());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
