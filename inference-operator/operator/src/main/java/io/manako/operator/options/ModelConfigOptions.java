package io.manako.operator.options;

import io.manako.detect.Suppression;
import io.manako.detect.Tiling;
import io.manako.operator.options.ClassifierOptions.ClassifierMode;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/** The options of the models: where they are, which run, and what they report. */
public final class ModelConfigOptions {
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<String> MODEL_HOME =
      GROUP
          .key("models.home")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder on every TaskManager whose models/ holds the models; by default"
                  + " $MANAKO_HOME, or ~/.cache/manako.");

  public static final Option<Boolean> DETECTOR_ENABLED =
      GROUP
          .key("detector.enabled")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether objects are detected.");

  public static final Option<String> DETECTOR_MODEL =
      GROUP
          .key("detector.model")
          .stringType()
          .defaultValue("ssdlite-mobilenet-v2-coco")
          .withDescription("Name of the detector, or the folder that holds it.");

  public static final Option<Float> SCORE_THRESHOLD =
      GROUP
          .key("detector.score-threshold")
          .floatType(Range.FRACTION)
          .noDefaultValue()
          .withDescription("Lowest score of a detection; by default the model's own.");

  public static final Option<Float> IOU_THRESHOLD =
      GROUP
          .key("detector.iou-threshold")
          .floatType(Range.FRACTION)
          .noDefaultValue()
          .withDescription(
              "Overlap (intersection over union) above which the weaker of two boxes is suppressed;"
                  + " by default the model's own.");

  public static final Option<Suppression> NMS =
      GROUP
          .key("detector.nms")
          .enumType(Suppression.class)
          .defaultValue(Suppression.PER_OBJECT)
          .withDescription(
              "Boxes that suppress each other: per-class (boxes of the same class), per-object"
                  + " (these, and boxes of different classes that overlap by more than 0.8: one"
                  + " object with two names) or class-agnostic (all boxes).");

  public static final Option<String> CLASSES =
      GROUP
          .key("detector.classes")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Names of the classes to report, separated by commas, such as person,car; by default"
                  + " all classes of the model.");

  public static final Option<String> TILES =
      GROUP
          .key("detector.tiles")
          .stringType(
              Range.text("1, or 1 to 4 columns and rows such as 2x2", ModelConfigOptions::areTiles))
          .defaultValue("1")
          .withDescription(
              "Overlapping parts in which a frame is processed so that small objects are found, as"
                  + " columns and rows; 1 for none. The whole frame is processed too, so 2x2 takes"
                  + " five runs of the model per frame instead of one.");

  public static final Option<String> CLASSIFIER_MODEL =
      GROUP
          .key("classifier.model")
          .stringType()
          .defaultValue("mobilenet-v1-1.0-224-imagenet")
          .withDescription("Name of the classifier, or the folder that holds it.");

  public static final Option<ClassifierChoice> CLASSIFIER_MODE =
      GROUP
          .key("classifier.mode")
          .enumType(ClassifierChoice.class)
          .defaultValue(ClassifierChoice.OFF)
          .withDescription(
              "Pictures that are classified: off (none), frame (whole frames) or crop (each"
                  + " detected object).");

  public static final Option<Integer> TOP_K =
      GROUP
          .key("classifier.top-k")
          .intType(Range.atLeast(1, "classes"))
          .defaultValue(5)
          .withDescription("Classes in a classification.");

  public static final Option<Boolean> SEGMENTER_ENABLED =
      GROUP
          .key("segmenter.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription("Whether every pixel gets a class.");

  public static final Option<String> SEGMENTER_MODEL =
      GROUP
          .key("segmenter.model")
          .stringType()
          .defaultValue("deeplab-v3-mobilenet-v2-voc")
          .withDescription("Name of the segmenter, or the folder that holds it.");

  public static final Option<Float> MIN_SHARE =
      GROUP
          .key("segmenter.min-share")
          .floatType(Range.FRACTION)
          .defaultValue(0.001f)
          .withDescription("Lowest share of the pixels of a frame at which a class is reported.");

  private ModelConfigOptions() {}

  /** Values of {@link #CLASSIFIER_MODE}. */
  public enum ClassifierChoice {
    OFF,
    FRAME,
    CROP;

    @Override
    public String toString() {
      return Spelling.dashed(this);
    }
  }

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }

  static @Nullable DetectorOptions detector(ReadableConfig config) {
    if (!DETECTOR_ENABLED.get(config)) {
      return null;
    }
    Tiling tiles = Tiling.parse(TILES.get(config));
    return new DetectorOptions(
        DETECTOR_MODEL.get(config),
        SCORE_THRESHOLD.get(config),
        IOU_THRESHOLD.get(config),
        NMS.get(config),
        names(CLASSES.get(config)),
        tiles,
        FocusConfigOptions.focus(config, tiles),
        null);
  }

  static @Nullable ClassifierOptions classifier(ReadableConfig config) {
    return switch (CLASSIFIER_MODE.get(config)) {
      case OFF -> null;
      case FRAME -> classifier(config, ClassifierMode.FRAME);
      case CROP -> classifier(config, ClassifierMode.CROP);
    };
  }

  private static ClassifierOptions classifier(ReadableConfig config, ClassifierMode mode) {
    return new ClassifierOptions(CLASSIFIER_MODEL.get(config), mode, TOP_K.get(config));
  }

  static @Nullable SegmenterOptions segmenter(ReadableConfig config) {
    return SEGMENTER_ENABLED.get(config)
        ? new SegmenterOptions(SEGMENTER_MODEL.get(config), MIN_SHARE.get(config))
        : null;
  }

  private static boolean areTiles(String text) {
    try {
      return Tiling.parse(text).views() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> names(@Nullable String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
