package io.manako.job.tracing;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a frame's spans. Names that begin with {@code messaging.} are OpenTelemetry's for
 * Kafka.
 */
final class FrameAttributes {
  static final AttributeKey<String> CAMERA = AttributeKey.stringKey("manako.camera.id");
  static final AttributeKey<String> FRAME = AttributeKey.stringKey("manako.frame.id");
  static final AttributeKey<String> STATUS = AttributeKey.stringKey("manako.frame.status");
  static final AttributeKey<Long> INDEX = AttributeKey.longKey("manako.frame.index");
  static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("manako.batch.size");
  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");

  private @Nullable Models known;
  private Attributes ofKnown = Attributes.empty();

  /** Returns the attributes of every span of a frame. */
  static Attributes ofFrame(FrameResult result) {
    FrameRecord.Source source = result.frame().source();
    return Attributes.builder()
        .put(CAMERA, result.frame().cameraId())
        .put(FRAME, result.frameId())
        .put(INDEX, (long) result.index())
        .put(STATUS, result.status().wireName())
        .put(SYSTEM, "kafka")
        .put(TOPIC, source.topic())
        .put(PARTITION, Integer.toString(source.partition()))
        .put(OFFSET, source.offset())
        .build();
  }

  /** Returns the attributes of the models, which are the same from frame to frame until a swap. */
  Attributes ofModels(Models models) {
    if (!models.equals(known)) {
      AttributesBuilder attributes = Attributes.builder();
      add(attributes, "detector", models.detector());
      add(attributes, "classifier", models.classifier());
      add(attributes, "segmenter", models.segmenter());
      ofKnown = attributes.build();
      known = models;
    }
    return ofKnown;
  }

  private static void add(AttributesBuilder attributes, String task, @Nullable ModelInfo model) {
    if (model != null) {
      String prefix = "manako." + task + ".";
      attributes.put(prefix + "model", model.name());
      attributes.put(prefix + "version", model.version());
      attributes.put(prefix + "sha256", model.sha256());
      attributes.put(prefix + "engine", model.engine());
    }
  }
}
