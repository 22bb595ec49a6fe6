package io.manako.job;

import static io.manako.job.OptionEffects.Place.CHECK;
import static io.manako.job.OptionEffects.Place.DECODER;
import static io.manako.job.OptionEffects.Place.FLINK;
import static io.manako.job.OptionEffects.Place.GRAPH;
import static io.manako.job.OptionEffects.Place.LIMITS;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where each option acts, with a value that makes a difference there. */
final class OptionEffects {
  private static final String[] NOTHING = {};
  private static final String[] TRACKING = {"tracking.enabled", "true"};
  private static final String[] SWAPPING = {"model-swap.enabled", "true"};
  private static final String[] CLASSIFYING = {"classifier.mode", "frame"};
  private static final String[] UNFOCUSED = {"detector.focus", "off"};
  private static final String[] SEGMENTING = {"segmenter.enabled", "true"};
  private static final String[] ISOLATING = {"decode.isolation", "process"};

  private final Map<String, Effect> effects = new LinkedHashMap<>();

  /** What is made of options. */
  enum Place {
    /** The configuration that Flink gets. */
    FLINK,
    /** What refuses a cluster. */
    CHECK,
    /** The sources, operators and sinks of the job as they are sent to TaskManagers. */
    GRAPH,
    /** A picture decoded by the decoder that a task opens. */
    DECODER,
    /** The limits that every decoder is opened with. */
    LIMITS
  }

  /**
   * An effect.
   *
   * @param value other than the default
   * @param needs other options without which it has none
   */
  record Effect(Place place, String value, Map<String, String> needs) {}

  /**
   * All of them.
   *
   * @param properties a file of Kafka clients' properties
   * @param scenes a file of zones
   */
  static Map<String, Effect> all(String properties, String scenes) {
    OptionEffects all = new OptionEffects();
    all.ofTheJob(properties);
    all.ofTopics();
    all.ofInference();
    all.ofDecoding();
    all.ofModels();
    all.ofTracking(scenes);
    all.ofSwapsAndTraces();
    return all.effects;
  }

  private void ofTheJob(String properties) {
    at(FLINK, "job.name", "other", NOTHING);
    at(FLINK, "job.parallelism", "3", NOTHING);
    at(FLINK, "job.restarts", "2", NOTHING);
    at(FLINK, "checkpoint.interval", "7 s", NOTHING);
    at(FLINK, "checkpoint.timeout", "9 s", NOTHING);
    at(FLINK, "flink.*", "flink.web.title=other", NOTHING);
    at(CHECK, "job.check-cluster", "false", NOTHING);
    at(GRAPH, "kafka.bootstrap-servers", "", NOTHING);
    at(GRAPH, "kafka.properties-file", properties, NOTHING);
    at(GRAPH, "kafka.properties.*", "kafka.properties.client.rack=r", NOTHING);
    at(GRAPH, "kafka.timeout", "14 s", SWAPPING);
    at(GRAPH, "source.group-id", "other", NOTHING);
    at(GRAPH, "source.start", "latest", NOTHING);
    at(GRAPH, "source.bounded", "true", NOTHING);
    at(GRAPH, "delivery.guarantee", "at-least-once", NOTHING);
    at(GRAPH, "delivery.transaction-prefix", "other", NOTHING);
    at(GRAPH, "delivery.transaction-naming", "incrementing", NOTHING);
    at(GRAPH, "delivery.transaction-timeout", "8 min", NOTHING);
  }

  private void ofTopics() {
    at(GRAPH, "topics.frames", "other", NOTHING);
    at(GRAPH, "topics.detections", "other", NOTHING);
    at(GRAPH, "topics.detections-shadow", "other", SWAPPING);
    at(GRAPH, "topics.classifications", "other", CLASSIFYING);
    at(GRAPH, "topics.segmentations", "other", SEGMENTING);
    at(GRAPH, "topics.tracks", "other", TRACKING);
    at(GRAPH, "topics.events", "other", TRACKING);
    at(GRAPH, "topics.counts", "other", TRACKING);
    at(GRAPH, "topics.control", "other", TRACKING);
    at(GRAPH, "topics.dead-letters", "other", NOTHING);
  }

  private void ofInference() {
    at(GRAPH, "inference.batch-size", "3", NOTHING);
    at(GRAPH, "inference.batch-delay", "3 ms", NOTHING);
    at(GRAPH, "inference.run-timeout", "3 s", NOTHING);
    at(GRAPH, "inference.close-timeout", "3 s", NOTHING);
    at(GRAPH, "inference.engine", "onnxruntime", NOTHING);
    at(GRAPH, "inference.device", "cuda", NOTHING);
    at(GRAPH, "inference.threads", "2", NOTHING);
    at(GRAPH, "overload.policy", "sample", NOTHING);
    at(GRAPH, "overload.max-age", "3 s", "overload.policy", "drop-stale");
    at(GRAPH, "overload.max-rate", "3", "overload.policy", "sample");
  }

  private void ofDecoding() {
    at(DECODER, "decode.codec", "java", NOTHING);
    at(DECODER, "decode.max-width", "8", NOTHING);
    at(DECODER, "decode.max-height", "8", NOTHING);
    at(DECODER, "decode.max-bytes", "16 b", NOTHING);
    at(LIMITS, "decode.max-video-pixels", "10000", NOTHING);
    at(GRAPH, "decode.crash-memory", "off", NOTHING);
    at(DECODER, "decode.isolation", "process", NOTHING);
    at(GRAPH, "decode.isolation-timeout", "3 s", ISOLATING);
    at(GRAPH, "decode.isolation-memory", "700 mb", ISOLATING);
  }

  private void ofModels() {
    at(GRAPH, "models.home", "/other", NOTHING);
    at(GRAPH, "detector.enabled", "false", SEGMENTING);
    at(GRAPH, "detector.model", "other", NOTHING);
    at(GRAPH, "detector.score-threshold", "0.9", NOTHING);
    at(GRAPH, "detector.iou-threshold", "0.9", NOTHING);
    at(GRAPH, "detector.nms", "class-agnostic", NOTHING);
    at(GRAPH, "detector.classes", "person", NOTHING);
    at(GRAPH, "detector.tiles", "2x2", UNFOCUSED);
    at(GRAPH, "detector.focus", "off", NOTHING);
    at(GRAPH, "detector.focus-crops", "2", NOTHING);
    at(GRAPH, "detector.focus-whole-every", "5", NOTHING);
    at(GRAPH, "detector.focus-carry-for", "2 s", NOTHING);
    at(GRAPH, "classifier.model", "other", CLASSIFYING);
    at(GRAPH, "classifier.mode", "crop", NOTHING);
    at(GRAPH, "classifier.top-k", "2", CLASSIFYING);
    at(GRAPH, "segmenter.enabled", "true", NOTHING);
    at(GRAPH, "segmenter.model", "other", SEGMENTING);
    at(GRAPH, "segmenter.min-share", "0.1", SEGMENTING);
  }

  private void ofTracking(String scenes) {
    at(GRAPH, "tracking.enabled", "true", NOTHING);
    at(GRAPH, "tracking.scenes", scenes, TRACKING);
    at(GRAPH, "tracking.cameras", "cam-1", TRACKING);
    at(GRAPH, "tracking.max-cameras", "3", TRACKING);
    at(GRAPH, "tracking.forget-camera-after", "2 d", TRACKING);
    at(GRAPH, "tracking.cross-after", "3", TRACKING);
    at(GRAPH, "tracking.high-score", "0.6", TRACKING);
    at(GRAPH, "tracking.low-score", "0.2", TRACKING);
    at(GRAPH, "tracking.confirm-after", "3", TRACKING);
    at(GRAPH, "tracking.forget-after", "3 s", TRACKING);
    at(GRAPH, "tracking.anchor", "centre", TRACKING);
    at(GRAPH, "tracking.hysteresis", "0.1", TRACKING);
    at(GRAPH, "tracking.dwell-after", "3 s", TRACKING);
    at(GRAPH, "tracking.dwell-every", "3 s", TRACKING);
    at(GRAPH, "tracking.offline-after", "3 s", TRACKING);
    at(GRAPH, "tracking.reorder-wait", "3 ms", TRACKING);
    at(GRAPH, "tracking.frozen-after", "3 s", TRACKING);
    at(GRAPH, "tracking.frozen-frames", "3", TRACKING);
    at(GRAPH, "tracking.count-every", "3 s", TRACKING);
  }

  private void ofSwapsAndTraces() {
    at(GRAPH, "model-swap.enabled", "true", NOTHING);
    at(GRAPH, "model-swap.load-timeout", "3 s", SWAPPING);
    at(GRAPH, "model-swap.keep-old", "3 s", SWAPPING);
    at(GRAPH, "trace.export", "true", NOTHING);
    at(GRAPH, "trace.endpoint", "http://other:1", "trace.export", "true");
    at(GRAPH, "trace.sample-ratio", "0.5", "trace.export", "true");
  }

  private void at(Place place, String key, String value, String... needs) {
    Map<String, String> others = new HashMap<>();
    for (int i = 0; i < needs.length; i += 2) {
      others.put(needs[i], needs[i + 1]);
    }
    effects.put(key, new Effect(place, value, others));
  }
}
