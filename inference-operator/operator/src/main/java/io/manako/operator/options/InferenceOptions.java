package io.manako.operator.options;

import io.manako.engine.EngineOptions;
import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.Decoder;
import io.manako.image.FrameDecoder;
import io.manako.image.IsolatedDecoder;
import io.manako.image.Isolation;
import io.manako.operator.ModelSlot;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * The operator's options. {@link InferenceConfigOptions}, {@link DecodeConfigOptions}, {@link
 * ModelConfigOptions} and {@link OverloadConfigOptions} define keys, ranges, units and defaults.
 *
 * @param batching size and delay of batches
 * @param limits largest frame that is decoded
 * @param codec codec that decodes frames
 * @param protection protection from frames that crash the decoder
 * @param engine engine that runs the models; its {@code maxBatch} is the batch size
 * @param tasks tasks and their models
 * @param overload policy for frames that arrive faster than they are processed
 * @param modelHome folder of the models, null for {@code $MANAKO_HOME} or its default
 */
public record InferenceOptions(
    Batching batching,
    DecodeLimits limits,
    Codec codec,
    DecodeProtection protection,
    EngineOptions engine,
    TaskOptions tasks,
    OverloadPolicy overload,
    @Nullable String modelHome)
    implements Serializable {

  /** Throws {@link IllegalArgumentException} if the parts are not compatible. */
  public InferenceOptions {
    if (engine.kind() == EngineOptions.Kind.JAVA && engine.device() != EngineOptions.Device.CPU) {
      throw InferenceConfigOptions.DEVICE.refusal(
          engine.device(),
          "cpu while 'inference.engine' is java; onnxruntime computes on other devices");
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
   * @throws IllegalArgumentException if a value is not accepted; the message names the key, the
   *     value and what is accepted
   */
  public static InferenceOptions of(ReadableConfig config) {
    return new InferenceOptions(
        InferenceConfigOptions.batching(config),
        DecodeConfigOptions.limits(config),
        DecodeConfigOptions.CODEC.get(config),
        DecodeConfigOptions.protection(config),
        InferenceConfigOptions.engine(config),
        TaskOptions.of(config),
        OverloadConfigOptions.policy(config),
        ModelConfigOptions.MODEL_HOME.get(config));
  }

  /** Returns the defaults: the default detector, no classifier, lossless. */
  public static InferenceOptions defaults() {
    return of(new Configuration());
  }

  /**
   * Opens the decoder of frames.
   *
   * @throws IllegalStateException if the decoder needs a process that does not start
   */
  public Decoder openDecoder() {
    Isolation isolation = protection.isolation();
    return isolation == null
        ? new FrameDecoder(limits, codec)
        : new IsolatedDecoder(limits, codec, isolation);
  }

  /** Whether decoding or computing needs native libraries and memory outside the heap. */
  public boolean needsNatives() {
    return codec != Codec.JAVA || engine.kind() != EngineOptions.Kind.JAVA;
  }

  /** Options of the detector; null to detect nothing. */
  public @Nullable DetectorOptions detector() {
    return tasks.detector();
  }

  /** Options of the classifier; null to classify nothing. */
  public @Nullable ClassifierOptions classifier() {
    return tasks.classifier();
  }

  /** Options of the segmenter; null to segment nothing. */
  public @Nullable SegmenterOptions segmenter() {
    return tasks.segmenter();
  }

  /** Whether a slot is in use. */
  public boolean uses(ModelSlot slot) {
    return tasks.uses(slot);
  }

  /**
   * Returns the same options with additional detections for tracking, which are too weak to be
   * reported.
   *
   * @param scores scores at which boxes make tracks
   */
  public InferenceOptions withTracks(TrackScoreBook scores) {
    return with(tasks.withTracks(scores));
  }

  /**
   * Returns the same options with another model in a slot; unchanged if the slot is not in use.
   *
   * @param name name or folder of the model
   */
  public InferenceOptions withModel(ModelSlot slot, String name) {
    return with(tasks.withModel(slot, name));
  }

  /** Returns the same options with nothing but the detector, which must be in use. */
  public InferenceOptions detectorAlone() {
    return with(tasks.detectorAlone());
  }

  private InferenceOptions with(TaskOptions others) {
    return new InferenceOptions(
        batching, limits, codec, protection, engine, others, overload, modelHome);
  }

  /**
   * Size and times of batches.
   *
   * @param size frames that fill a batch, 1 … 256
   * @param delay time that the oldest frame of a batch waits for others, 0 or more
   * @param runTimeout time after which a run counts as hung and the task fails, 1 ms or more
   * @param closeTimeout time that a closing task waits for a run to end, 1 ms or more
   */
  public record Batching(int size, Duration delay, Duration runTimeout, Duration closeTimeout)
      implements Serializable {
    public Batching {
      InferenceConfigOptions.BATCH_SIZE.check(size);
      InferenceConfigOptions.BATCH_DELAY.check(delay);
      InferenceConfigOptions.RUN_TIMEOUT.check(runTimeout);
      InferenceConfigOptions.CLOSE_TIMEOUT.check(closeTimeout);
    }
  }
}
