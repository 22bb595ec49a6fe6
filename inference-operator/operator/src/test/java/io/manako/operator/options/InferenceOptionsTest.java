package io.manako.operator.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Suppression;
import io.manako.detect.Tiling;
import io.manako.engine.EngineOptions;
import io.manako.focus.FocusOptions;
import io.manako.image.DecodeLimits;
import io.manako.operator.TestOptions;
import io.manako.operator.options.ClassifierOptions.ClassifierMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceOptionsTest {

  @Test
  void withoutConfigurationTheDefaultDetectorLooksWhereSomethingMoves() {
    InferenceOptions options = InferenceOptions.defaults();

    assertThat(options.batching().size()).isEqualTo(8);
    assertThat(options.batching().delay()).isEqualTo(Duration.ofMillis(50));
    assertThat(options.limits()).isEqualTo(DecodeLimits.DEFAULT);
    assertThat(options.engine())
        .isEqualTo(new EngineOptions(EngineOptions.Kind.JAVA, EngineOptions.Device.CPU, 1, 8));
    assertThat(options.detector())
        .isEqualTo(
            new DetectorOptions(
                "ssdlite-mobilenet-v2-coco",
                null,
                null,
                Suppression.PER_OBJECT,
                List.of(),
                Tiling.NONE,
                new FocusOptions(3, 10, Duration.ofSeconds(10)),
                null));
    assertThat(options.classifier()).isNull();
    assertThat(options.overload()).isEqualTo(new OverloadPolicy.Lossless());
  }

  @Test
  void aGpuIsOnnxRuntimes() {
    assertThat(TestOptions.with("inference.device", "cuda").engine().kind())
        .isEqualTo(EngineOptions.Kind.ONNXRUNTIME);
    assertThatThrownBy(
            () -> TestOptions.with("inference.device", "cuda", "inference.engine", "java"))
        .hasMessageContaining("'inference.device' is cuda")
        .hasMessageContaining("cpu while 'inference.engine' is java; onnxruntime computes");
  }

  @Test
  void everyKeyIsRead() {
    InferenceOptions options =
        TestOptions.with(
            "inference.batch-size", "4",
            "inference.batch-delay", "10 ms",
            "inference.device", "cuda",
            "inference.threads", "2",
            "decode.max-width", "640",
            "decode.max-height", "480",
            "decode.max-bytes", "1 mb",
            "models.home", "/models",
            "detector.model", "mine",
            "detector.score-threshold", "0.3",
            "detector.iou-threshold", "0.6",
            "detector.nms", "class-agnostic",
            "detector.classes", "person, traffic light",
            "detector.tiles", "3x2",
            "classifier.mode", "crop",
            "classifier.model", "breeds",
            "classifier.top-k", "3",
            "overload.policy", "drop-stale",
            "overload.max-age", "5 s");

    assertThat(options.batching().size()).isEqualTo(4);
    assertThat(options.limits()).isEqualTo(new DecodeLimits(640, 480, 1 << 20));
    assertThat(options.engine().device()).isEqualTo(EngineOptions.Device.CUDA);
    assertThat(options.detector())
        .isEqualTo(
            new DetectorOptions(
                "mine",
                0.3f,
                0.6f,
                Suppression.CLASS_AGNOSTIC,
                List.of("person", "traffic light"),
                new Tiling(3, 2),
                null,
                null));
    assertThat(options.classifier())
        .isEqualTo(new ClassifierOptions("breeds", ClassifierMode.CROP, 3));
    assertThat(options.overload()).isEqualTo(new OverloadPolicy.DropStale(Duration.ofSeconds(5)));
    assertThat(options.modelHome()).isEqualTo("/models");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inference.batch-size | many | Option 'inference.batch-size' is 'many'; it must be a whole"
            + " number: 1",
        "inference.batch-size | 0 | Option 'inference.batch-size' is 0; it must be 1 to 256"
            + " frames.",
        "inference.batch-size | 257 | Option 'inference.batch-size' is 257; it must be 1 to 256"
            + " frames.",
        "inference.run-timeout | 0 ms | Option 'inference.run-timeout' is 0 ms; it must be 1 ms to"
            + " 36500 d.",
        "detector.tiles | 2x9 | Option 'detector.tiles' is '2x9'; it must be 1, or 1 to 4 columns"
            + " and rows",
        "inference.threads | 0 | Option 'inference.threads' is 0; it must be 1 or more threads.",
        "decode.max-bytes | 0 b | Option 'decode.max-bytes' is 0 bytes; it must be 1 to 2147483647"
            + " bytes.",
        "detector.score-threshold | 1.5 | Option 'detector.score-threshold' is 1.5; it must be 0 to"
            + " 1.",
        "segmenter.min-share | -1 | Option 'segmenter.min-share' is -1.0; it must be 0 to 1.",
        "detector.enabled | false | There is nothing to do: 'detector.enabled' is false",
      })
  void aValueOutOfRangeIsRefusedWithASentence(String key, String value, String sentence) {
    String segmenter = Boolean.toString(key.startsWith("segmenter"));
    assertThatThrownBy(() -> TestOptions.with("segmenter.enabled", segmenter, key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void focusAndTilesExcludeEachOther() {
    assertThatThrownBy(() -> TestOptions.with("detector.focus", "motion", "detector.tiles", "2x1"))
        .hasMessage(
            "Option 'detector.tiles' is '2x1'; it must be 1 while 'detector.focus' is motion,"
                + " because tiles process the whole frame each time. Change it, or remove it for"
                + " the default, 1.");
  }

  @Test
  void tilesThatAreAskedForWinOverTheDefaultFocus() {
    assertThat(TestOptions.with().detector().focus()).isNotNull();
    assertThat(TestOptions.with("detector.tiles", "2x1").detector().focus()).isNull();
    assertThat(TestOptions.with("detector.focus", "off").detector().focus()).isNull();
  }

  @Test
  void cropsWithoutADetectorAreRefused() {
    assertThatThrownBy(
            () -> TestOptions.with("detector.enabled", "false", "classifier.mode", "crop"))
        .hasMessageContaining(
            "'classifier.mode' is crop; it must be off or frame while 'detector.enabled' is false");
  }

  @Test
  void optionsTravelWithTheJob() throws Exception {
    InferenceOptions options =
        TestOptions.with("classifier.mode", "frame", "overload.policy", "sample");

    assertThat(InstantiationUtil.clone(options)).isEqualTo(options);
  }

  @Test
  void everyOptionIsListedAndDescribed() throws Exception {
    List<Option<?>> listed = InferenceConfigOptions.all();

    long declared =
        Arrays.stream(InferenceConfigOptions.class.getFields())
            .filter(field -> field.getType() == Option.class)
            .count();
    assertThat(listed).hasSize((int) declared).doesNotHaveDuplicates();
    assertThat(listed).allSatisfy(o -> assertThat(o.description()).isNotNull());
  }
}
