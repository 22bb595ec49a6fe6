package io.manako.operator.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.manako.detect.Tiling;
import io.manako.engine.EngineOptions;
import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.operator.options.InferenceOptions.Batching;
import io.manako.operator.options.InferenceOptions.ClassifierMode;
import io.manako.operator.options.InferenceOptions.ClassifierOptions;
import io.manako.operator.options.InferenceOptions.DetectorOptions;
import io.manako.operator.options.InferenceOptions.NmsMode;
import io.manako.operator.options.InferenceOptions.SegmenterOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/** The operator's options as Flink's: key, type, default, unit. */
public final class InferenceConfigOptions {
  public static final ConfigOption<Integer> BATCH_SIZE =
      key("inference.batch-size")
          .intType()
          .defaultValue(8)
          .withDescription(
              "Frames that fill a batch, 1 to 256. A full batch runs at once; a network that was"
                  + " exported for a fixed number of pictures runs it in parts.");

  public static final ConfigOption<Duration> BATCH_DELAY =
      key("inference.batch-delay")
          .durationType()
          .defaultValue(Duration.ofMillis(50))
          .withDescription(
              "Time that the oldest frame of a batch waits for others before the batch runs"
                  + " as it is; 0 ms to never wait.");

  public static final ConfigOption<Duration> RUN_TIMEOUT =
      key("inference.run-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(8))
          .withDescription(
              "Time that a run of a batch gets; then it counts as hung, and the task fails. Time in which a"
                  + " thread of the process waits for a processor, as Linux counts it, is given back. A"
                  + " task's first run gets eight times as much. Raise it with the size of batches and"
                  + " models. Of three runs that hang in one process the last ends the process.");

  public static final ConfigOption<Duration> CLOSE_TIMEOUT =
      key("inference.close-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "Time that a closing task gives to a run to end, counted as inference.run-timeout is.");

  public static final ConfigOption<EngineOptions.Kind> ENGINE =
      key("inference.engine")
          .enumType(EngineOptions.Kind.class)
          .defaultValue(EngineOptions.Kind.JAVA)
          .withDescription("What runs the models: java or onnxruntime (native).");

  public static final ConfigOption<EngineOptions.Device> DEVICE =
      key("inference.device")
          .enumType(EngineOptions.Device.class)
          .defaultValue(EngineOptions.Device.CPU)
          .withDescription(
              "Where ONNX Runtime computes: cpu, cuda or tensorrt. A device that is missing ends"
                  + " the job at its start; there is no fallback.");

  public static final ConfigOption<Integer> THREADS =
      key("inference.threads")
          .intType()
          .defaultValue(1)
          .withDescription("Threads of one run on the CPU, per subtask, 1 or more.");

  public static final ConfigOption<Codec> CODEC =
      key("decode.codec")
          .enumType(Codec.class)
          .defaultValue(Codec.NATIVE)
          .withDescription(
              "What decodes frames: native (OpenCV and FFmpeg: pictures and videos) or java (the"
                  + " JDK: JPEG, PNG and BMP, no native library).");

  public static final ConfigOption<Integer> MAX_WIDTH =
      key("decode.max-width")
          .intType()
          .defaultValue(DecodeLimits.DEFAULT.maxWidth())
          .withDescription("Widest frame in pixels; a wider one is refused before it is decoded.");

  public static final ConfigOption<Integer> MAX_HEIGHT =
      key("decode.max-height")
          .intType()
          .defaultValue(DecodeLimits.DEFAULT.maxHeight())
          .withDescription(
              "Highest frame in pixels; a higher one is refused before it is decoded.");

  public static final ConfigOption<MemorySize> MAX_BYTES =
      key("decode.max-bytes")
          .memoryType()
          .defaultValue(new MemorySize(DecodeLimits.DEFAULT.maxBytes()))
          .withDescription("Largest encoded frame or GOP; a larger one is refused.");

  public static final ConfigOption<Integer> MAX_VIDEO_PIXELS =
      key("decode.max-video-pixels")
          .intType()
          .defaultValue(Math.toIntExact(DecodeLimits.DEFAULT.maxVideoPixels()))
          .withDescription(
              "Most pixels of all frames of a GOP together, which bounds the time that it takes to"
                  + " decode; a larger one is refused. The default is 96 frames of 1920x1080.");

  public static final ConfigOption<String> MODEL_HOME =
      key("models.home")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder on every TaskManager whose models/ holds the models; by default"
                  + " $MANAKO_HOME, or ~/.cache/manako.");

  public static final ConfigOption<Boolean> DETECTOR_ENABLED =
      key("detector.enabled")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether objects are detected.");

  public static final ConfigOption<String> DETECTOR_MODEL =
      key("detector.model")
          .stringType()
          .defaultValue("ssdlite-mobilenet-v2-coco")
          .withDescription("Name of the detector, or the folder that holds it.");

  public static final ConfigOption<Float> SCORE_THRESHOLD =
      key("detector.score-threshold")
          .floatType()
          .noDefaultValue()
          .withDescription("Lowest score of a detection, 0 to 1; by default the model's own.");

  public static final ConfigOption<Float> IOU_THRESHOLD =
      key("detector.iou-threshold")
          .floatType()
          .noDefaultValue()
          .withDescription(
              "Overlap (intersection over union, 0 to 1) above which the weaker of two boxes is"
                  + " suppressed; by default the model's own.");

  public static final ConfigOption<NmsMode> NMS =
      key("detector.nms")
          .enumType(NmsMode.class)
          .defaultValue(NmsMode.PER_CLASS)
          .withDescription(
              "Which boxes suppress each other: per-class (of the same class) or class-agnostic"
                  + " (all; an object gets one class).");

  public static final ConfigOption<String> CLASSES =
      key("detector.classes")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Names of the classes to report, separated by commas, such as person,car; by default"
                  + " all that the model knows.");

  public static final ConfigOption<String> TILES =
      key("detector.tiles")
          .stringType()
          .defaultValue("1")
          .withDescription(
              "In how many overlapping parts a frame is looked at, columns and rows such as 2x2, so"
                  + " that small objects are found; 1 for none. The whole frame is looked at too, so"
                  + " 2x2 costs five runs of the model a frame instead of one.");

  public static final ConfigOption<String> CLASSIFIER_MODEL =
      key("classifier.model")
          .stringType()
          .defaultValue("mobilenet-v1-1.0-224-imagenet")
          .withDescription("Name of the classifier, or the folder that holds it.");

  public static final ConfigOption<ClassifierChoice> CLASSIFIER_MODE =
      key("classifier.mode")
          .enumType(ClassifierChoice.class)
          .defaultValue(ClassifierChoice.OFF)
          .withDescription(
              "What is classified: off (nothing), frame (whole frames) or crop (each detected"
                  + " object).");

  public static final ConfigOption<Integer> TOP_K =
      key("classifier.top-k")
          .intType()
          .defaultValue(5)
          .withDescription("Classes in a classification, 1 or more.");

  public static final ConfigOption<Boolean> SEGMENTER_ENABLED =
      key("segmenter.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription("Whether every pixel gets a class.");

  public static final ConfigOption<String> SEGMENTER_MODEL =
      key("segmenter.model")
          .stringType()
          .defaultValue("deeplab-v3-mobilenet-v2-voc")
          .withDescription("Name of the segmenter, or the folder that holds it.");

  public static final ConfigOption<Float> MIN_SHARE =
      key("segmenter.min-share")
          .floatType()
          .defaultValue(0.001f)
          .withDescription(
              "Share of a frame's pixels, 0 to 1, that a class must have to be reported.");

  public static final ConfigOption<OverloadChoice> OVERLOAD_POLICY =
      key("overload.policy")
          .enumType(OverloadChoice.class)
          .defaultValue(OverloadChoice.LOSSLESS)
          .withDescription(
              "What happens to frames when more arrive than can be looked at: lossless (the"
                  + " source waits), drop-stale (older than overload.max-age) or sample (at most"
                  + " overload.max-rate per camera). A dropped frame is a skipped record.");

  public static final ConfigOption<Duration> MAX_AGE =
      key("overload.max-age")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("Age, by event time, from which drop-stale skips a frame.");

  public static final ConfigOption<Double> MAX_RATE =
      key("overload.max-rate")
          .doubleType()
          .defaultValue(5.0)
          .withDescription("Frames per second and camera, by event time, that sample lets pass.");

  private InferenceConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        BATCH_SIZE,
        BATCH_DELAY,
        RUN_TIMEOUT,
        CLOSE_TIMEOUT,
        ENGINE,
        DEVICE,
        THREADS,
        CODEC,
        MAX_WIDTH,
        MAX_HEIGHT,
        MAX_BYTES,
        MAX_VIDEO_PIXELS,
        MODEL_HOME,
        DETECTOR_ENABLED,
        DETECTOR_MODEL,
        SCORE_THRESHOLD,
        IOU_THRESHOLD,
        NMS,
        CLASSES,
        TILES,
        CLASSIFIER_MODEL,
        CLASSIFIER_MODE,
        TOP_K,
        SEGMENTER_ENABLED,
        SEGMENTER_MODEL,
        MIN_SHARE,
        OVERLOAD_POLICY,
        MAX_AGE,
        MAX_RATE);
  }

  /** Values of {@link #CLASSIFIER_MODE}. */
  public enum ClassifierChoice {
    OFF,
    FRAME,
    CROP;

    @Override
    public String toString() {
      return spelling(this);
    }
  }

  /** Values of {@link #OVERLOAD_POLICY}. */
  public enum OverloadChoice {
    LOSSLESS,
    DROP_STALE,
    SAMPLE;

    @Override
    public String toString() {
      return spelling(this);
    }
  }

  static InferenceOptions read(ReadableConfig config) {
    Batching batching =
        new Batching(
            config.get(BATCH_SIZE),
            config.get(BATCH_DELAY),
            config.get(RUN_TIMEOUT),
            config.get(CLOSE_TIMEOUT));
    return new InferenceOptions(
        batching,
        limits(config),
        config.get(CODEC),
        DecodeConfigOptions.read(config),
        engine(config),
        detector(config),
        classifier(config),
        segmenter(config),
        overload(config),
        config.get(MODEL_HOME));
  }

  /** How an enum constant is written in a configuration: lower case, dashes. */
  static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static DecodeLimits limits(ReadableConfig config) {
    return new DecodeLimits(
        atLeastOne(MAX_WIDTH, config.get(MAX_WIDTH)),
        atLeastOne(MAX_HEIGHT, config.get(MAX_HEIGHT)),
        atLeastOne(MAX_BYTES, config.get(MAX_BYTES).getBytes()),
        atLeastOne(MAX_VIDEO_PIXELS, config.get(MAX_VIDEO_PIXELS)));
  }

  private static EngineOptions engine(ReadableConfig config) {
    EngineOptions.Device device = config.get(DEVICE);
    boolean onlyNative = device != EngineOptions.Device.CPU;
    return new EngineOptions(
        // Who asks for a GPU and names no engine wants the one that can use it.
        onlyNative
            ? config.getOptional(ENGINE).orElse(EngineOptions.Kind.ONNXRUNTIME)
            : config.get(ENGINE),
        device,
        atLeastOne(THREADS, config.get(THREADS)),
        config.get(BATCH_SIZE));
  }

  private static int atLeastOne(ConfigOption<?> option, long value) {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          option.key() + " is " + value + "; it must be 1 to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static @Nullable DetectorOptions detector(ReadableConfig config) {
    if (!config.get(DETECTOR_ENABLED)) {
      return null;
    }
    return new DetectorOptions(
        config.get(DETECTOR_MODEL),
        config.get(SCORE_THRESHOLD),
        config.get(IOU_THRESHOLD),
        config.get(NMS),
        names(config.get(CLASSES)),
        tiles(config.get(TILES)),
        null);
  }

  private static Tiling tiles(String text) {
    try {
      return Tiling.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("detector.tiles: " + e.getMessage(), e);
    }
  }

  private static List<String> names(@Nullable String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  private static @Nullable ClassifierOptions classifier(ReadableConfig config) {
    String model = config.get(CLASSIFIER_MODEL);
    int topK = config.get(TOP_K);
    return switch (config.get(CLASSIFIER_MODE)) {
      case OFF -> null;
      case FRAME -> new ClassifierOptions(model, ClassifierMode.FRAME, topK);
      case CROP -> new ClassifierOptions(model, ClassifierMode.CROP, topK);
    };
  }

  private static @Nullable SegmenterOptions segmenter(ReadableConfig config) {
    return config.get(SEGMENTER_ENABLED)
        ? new SegmenterOptions(config.get(SEGMENTER_MODEL), config.get(MIN_SHARE))
        : null;
  }

  private static OverloadPolicy overload(ReadableConfig config) {
    return switch (config.get(OVERLOAD_POLICY)) {
      case LOSSLESS -> new OverloadPolicy.Lossless();
      case DROP_STALE -> new OverloadPolicy.DropStale(config.get(MAX_AGE));
      case SAMPLE -> new OverloadPolicy.Sample(config.get(MAX_RATE));
    };
  }
}
