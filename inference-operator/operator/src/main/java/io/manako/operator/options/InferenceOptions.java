package io.manako.operator.options;

import io.manako.detect.Tiling;
import io.manako.engine.EngineOptions;
import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.Decoder;
import io.manako.image.FrameDecoder;
import io.manako.image.IsolatedDecoder;
import io.manako.image.Isolation;
import io.manako.operator.ModelSlot;
import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Everything the operator can be told. {@link InferenceConfigOptions} describes the keys, units and
 * defaults.
 *
 * @param batching when a batch runs
 * @param limits of one encoded frame
 * @param codec what decodes frames
 * @param protection from frames that the decoder does not survive
 * @param engine how the models run; its {@code maxBatch} is the batch size
 * @param detector null to detect nothing
 * @param classifier null to classify nothing
 * @param segmenter null to segment nothing
 * @param overload what to skip
 * @param modelHome folder of the models, null for {@code $MANAKO_HOME} or its default
 */
public record InferenceOptions(
    Batching batching,
    DecodeLimits limits,
    Codec codec,
    DecodeProtection protection,
    EngineOptions engine,
    @Nullable DetectorOptions detector,
    @Nullable ClassifierOptions classifier,
    @Nullable SegmenterOptions segmenter,
    OverloadPolicy overload,
    @Nullable String modelHome)
    implements Serializable {

  /** Most frames in a batch. */
  public static final int MAX_BATCH_SIZE = 256;

  /** Throws {@link IllegalArgumentException} with a sentence if the parts do not go together. */
  public InferenceOptions {
    if (detector == null && classifier == null && segmenter == null) {
      throw new IllegalArgumentException(
          "there is nothing to do: detector.enabled is false, classifier.mode is off and"
              + " segmenter.enabled is false; switch one of them on");
    }
    if (detector == null && classifier != null && classifier.mode() == ClassifierMode.CROP) {
      throw new IllegalArgumentException(
          "classifier.mode crop classifies what the detector found, but detector.enabled is false;"
              + " switch the detector on or set classifier.mode to frame");
    }
    if (engine.kind() == EngineOptions.Kind.JAVA && engine.device() != EngineOptions.Device.CPU) {
      throw new IllegalArgumentException(
          "inference.device is "
              + engine.device()
              + ", where the Java engine cannot compute; set inference.engine to onnxruntime");
    }
    if (engine.maxBatch() != batching.size()) {
      throw new IllegalArgumentException(
          "the engine's batch of "
              + engine.maxBatch()
              + " is not inference.batch-size, "
              + batching.size());
    }
  }

  /**
   * Reads and checks all options.
   *
   * @throws IllegalArgumentException a sentence that names the key, the value and what is accepted
   */
  public static InferenceOptions of(ReadableConfig config) {
    return InferenceConfigOptions.read(config);
  }

  /** All defaults: the default detector, no classifier, lossless. */
  public static InferenceOptions defaults() {
    return of(new Configuration());
  }

  /**
   * Opens what decodes frames.
   *
   * @throws IllegalStateException a sentence if it needs a process that does not start
   */
  public Decoder openDecoder() {
    Isolation isolation = protection.isolation();
    return isolation == null
        ? new FrameDecoder(limits, codec)
        : new IsolatedDecoder(limits, codec, isolation);
  }

  /** Whether decoding or computing needs native libraries and memory beside the heap. */
  public boolean needsNatives() {
    return codec != Codec.JAVA || engine.kind() != EngineOptions.Kind.JAVA;
  }

  /**
   * The same options with detections for tracking that are too weak to be reported.
   *
   * @param score down to which
   */
  public InferenceOptions withFaintScore(float score) {
    return new InferenceOptions(
        batching,
        limits,
        codec,
        protection,
        engine,
        detector == null ? null : detector.withFaintScore(score),
        classifier,
        segmenter,
        overload,
        modelHome);
  }

  /** Whether a slot is in use. */
  public boolean uses(ModelSlot slot) {
    return switch (slot) {
      case DETECTOR -> detector != null;
      case CLASSIFIER -> classifier != null;
      case SEGMENTER -> segmenter != null;
    };
  }

  /**
   * The same options with another model in a slot; without change if the slot is not in use.
   *
   * @param name of the model
   */
  public InferenceOptions withModel(ModelSlot slot, String name) {
    boolean detects = slot == ModelSlot.DETECTOR && detector != null;
    boolean classifies = slot == ModelSlot.CLASSIFIER && classifier != null;
    boolean segments = slot == ModelSlot.SEGMENTER && segmenter != null;
    return new InferenceOptions(
        batching,
        limits,
        codec,
        protection,
        engine,
        detects ? detector.withModel(name) : detector,
        classifies ? new ClassifierOptions(name, classifier.mode(), classifier.topK()) : classifier,
        segments ? new SegmenterOptions(name, segmenter.minShare()) : segmenter,
        overload,
        modelHome);
  }

  /** The same options with nothing but the detector, which must be in use. */
  public InferenceOptions detectorAlone() {
    return new InferenceOptions(
        batching, limits, codec, protection, engine, detector, null, null, overload, modelHome);
  }

  /**
   * When a batch runs.
   *
   * @param size frames that fill a batch, 1 … {@value #MAX_BATCH_SIZE}
   * @param delay how long the oldest frame of a batch waits for others
   * @param runTimeout after which a run counts as hung and the task fails
   * @param closeTimeout how long closing waits for a run to end
   */
  public record Batching(int size, Duration delay, Duration runTimeout, Duration closeTimeout)
      implements Serializable {
    public Batching {
      if (size < 1 || size > MAX_BATCH_SIZE) {
        throw new IllegalArgumentException(
            "inference.batch-size is " + size + "; it must be 1 to " + MAX_BATCH_SIZE);
      }
      TimeSpan.requireBounded("inference.batch-delay", delay);
      if (delay.isNegative()) {
        throw new IllegalArgumentException(
            "inference.batch-delay is " + delay + "; it must be 0 or more");
      }
      TimeSpan.requireMillis("inference.run-timeout", runTimeout);
      TimeSpan.requireMillis("inference.close-timeout", closeTimeout);
    }
  }

  /**
   * The detector.
   *
   * @param model name or folder
   * @param scoreThreshold 0 … 1, null for the model's own
   * @param iouThreshold 0 … 1, null for the model's own
   * @param nms which boxes suppress each other
   * @param classes names of the classes that are reported; empty for all
   * @param tiles in which parts a picture is looked at
   * @param faintScore weaker detections down to this score are kept for tracking, 0 … 1; null for
   *     none
   */
  public record DetectorOptions(
      String model,
      @Nullable Float scoreThreshold,
      @Nullable Float iouThreshold,
      NmsMode nms,
      List<String> classes,
      Tiling tiles,
      @Nullable Float faintScore)
      implements Serializable {
    public DetectorOptions {
      classes = List.copyOf(classes);
      fraction("detector.score-threshold", scoreThreshold);
      fraction("detector.iou-threshold", iouThreshold);
    }

    DetectorOptions withModel(String name) {
      return new DetectorOptions(
          name, scoreThreshold, iouThreshold, nms, classes, tiles, faintScore);
    }

    DetectorOptions withFaintScore(float score) {
      return new DetectorOptions(model, scoreThreshold, iouThreshold, nms, classes, tiles, score);
    }

    private static void fraction(String key, @Nullable Float value) {
      if (value != null && !(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(key + " is " + value + "; it must be 0 to 1");
      }
    }
  }

  /**
   * The classifier.
   *
   * @param model name or folder
   * @param mode what it looks at
   * @param topK classes in a result, at least 1
   */
  public record ClassifierOptions(String model, ClassifierMode mode, int topK)
      implements Serializable {
    public ClassifierOptions {
      if (topK < 1) {
        throw new IllegalArgumentException(
            "classifier.top-k is " + topK + "; it must be 1 or more");
      }
    }
  }

  /**
   * The segmenter.
   *
   * @param model name or folder
   * @param minShare classes on fewer of a frame's pixels are not reported, 0 … 1
   */
  public record SegmenterOptions(String model, float minShare) implements Serializable {
    public SegmenterOptions {
      if (!(minShare >= 0 && minShare <= 1)) {
        throw new IllegalArgumentException(
            "segmenter.min-share is " + minShare + "; it must be 0 to 1");
      }
    }
  }

  /** Which boxes suppress each other. */
  public enum NmsMode {
    /** Only boxes of the same class. */
    PER_CLASS,
    /** All boxes: an object gets one class. */
    CLASS_AGNOSTIC;

    @Override
    public String toString() {
      return InferenceConfigOptions.spelling(this);
    }
  }

  /** What the classifier looks at. */
  public enum ClassifierMode {
    /** Whole frames. */
    FRAME,
    /** Each detected object on its own. */
    CROP
  }
}
