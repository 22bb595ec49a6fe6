package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.detect.Suppression;
import io.manako.engine.Engine;
import io.manako.engine.EngineInput;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The converted models answer in both engines as TensorFlow.js does with the originals. */
final class ParityTest {
  private static final float TOLERANCE = 1e-4f;
  private static final int ANCHORS = 1917;
  private static final int COLUMNS = 91;

  static Stream<Arguments> picturesInBothEngines() {
    return Stream.of("apple", "messi5", "vtest")
        .flatMap(name -> Stream.of(Kind.values()).map(engine -> Arguments.of(name, engine)));
  }

  @ParameterizedTest
  @MethodSource("picturesInBothEngines")
  void rawScoresAgree(String name, Kind engine) throws IOException {
    ReferencePicture picture = new ReferencePicture(name);
    List<Tensor> outputs = detect(engine, picture);
    assertThat(outputs.get(1).shape()).isEqualTo(Shape.of(1, ANCHORS, COLUMNS));
    float[] logits = outputs.get(1).toArray();
    ByteBuffer expected = picture.bytes("_scores.bin");
    while (expected.hasRemaining()) {
      int index = expected.getInt();
      float logit = logits[index / 90 * COLUMNS + index % 90 + 1];
      assertThat((float) (1 / (1 + Math.exp(-logit))))
          .as("score %d of %s", index, name)
          .isCloseTo(expected.getFloat(), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("picturesInBothEngines")
  void decodedBoxesAgree(String name, Kind engine) throws IOException {
    ReferencePicture picture = new ReferencePicture(name);
    List<Tensor> outputs = detect(engine, picture);
    assertThat(outputs.get(0).shape()).isEqualTo(Shape.of(1, ANCHORS, 4));
    float[] decoded = decode(outputs.get(0).toArray(), anchors());
    float[] expected = picture.floats("_boxes.bin");
    for (int i = 0; i < expected.length; i++) {
      assertThat(decoded[i]).as("side %d of %s", i, name).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @MethodSource("picturesInBothEngines")
  void theDetectionsAfterSuppressionAreTheSameList(String name, Kind engine) throws IOException {
    DetectorSettings settings = new DetectorSettings(0.5f, 0.5f, 20, Suppression.CLASS_AGNOSTIC);
    Detector detector = Detector.create(TestModels.detector(), settings);
    List<Tensor> outputs = detect(engine, new ReferencePicture(name));
    List<Detection> found = detector.detect(outputs, 0, new Placement(1, 1, 0, 0, 1, 1));
    JsonNode expected = new ReferencePicture("").json("detections.json").get(name);
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      Detection d = found.get(i);
      JsonNode e = expected.get(i);
      assertThat(d.classId()).isEqualTo(e.get("class_id").asInt());
      assertThat(d.label()).isEqualTo(e.get("label").asText());
      assertThat(d.score()).isCloseTo((float) e.get("score").asDouble(), within(TOLERANCE));
      float[] corners = {d.box().y(), d.box().x(), d.box().bottom(), d.box().right()};
      for (int side = 0; side < 4; side++) {
        float inside = Math.min(1, Math.max(0, (float) e.get("box").get(side).asDouble()));
        assertThat(corners[side]).isCloseTo(inside, within(TOLERANCE));
      }
    }
  }

  @Test
  void theLabelsAreThoseOfTheirMaps() {
    ModelSpec coco = TestModels.detector().spec();
    assertThat(coco.labels()).hasSize(90).filteredOn(l -> !l.isEmpty()).hasSize(80);
    assertThat(coco.label(1)).isEqualTo("person");
    assertThat(coco.label(90)).isEqualTo("toothbrush");
    assertThat(coco.label(12)).isEqualTo("class-12");
    ModelSpec imagenet = TestModels.classifier().spec();
    assertThat(imagenet.labels()).hasSize(1000).doesNotContain("");
    assertThat(imagenet.label(948)).isEqualTo("Granny Smith");
    assertThat(imagenet.label(2))
        .isEqualTo(
            "great white shark, white shark, man-eater, man-eating shark, Carcharodon carcharias");
  }

  @ParameterizedTest
  @MethodSource("picturesInBothEngines")
  void classProbabilitiesAgree(String name, Kind engine) throws IOException {
    ReferencePicture picture = new ReferencePicture(name);
    try (Engine opened = Engine.open(TestModels.classifier(), options(engine, 1))) {
      EngineInput input = opened.newInput();
      picture.put(input, 0);
      float[] actual = opened.run(input, 1).get(0).toArray();
      float[] expected = picture.floats("_probabilities.bin");
      assertThat(actual).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).as("class %d", i).isCloseTo(expected[i], within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyPictureOfABatchHasTheBitsThatItHasAlone(Kind kind) throws IOException {
    for (Model model : List.of(TestModels.detector(), TestModels.classifier())) {
      try (Engine engine = Engine.open(model, options(kind, 8))) {
        EngineInput batch = engine.newInput();
        String[] names = {"apple", "messi5", "vtest"};
        for (int n = 0; n < 8; n++) {
          new ReferencePicture(names[n % 3]).put(batch, n);
        }
        List<float[]> together = engine.run(batch, 8).stream().map(Tensor::toArray).toList();
        for (int n = 0; n < 8; n++) {
          EngineInput single = engine.newInput();
          new ReferencePicture(names[n % 3]).put(single, 0);
          List<Tensor> alone = engine.run(single, 1);
          for (int o = 0; o < alone.size(); o++) {
            int size = alone.get(o).shape().size();
            assertThat(FloatBuffer.wrap(together.get(o), n * size, size).slice())
                .as("%s, output %d, picture %d", model.spec().name(), o, n)
                .isEqualTo(FloatBuffer.wrap(alone.get(o).toArray()));
          }
        }
      }
    }
  }

  private static List<Tensor> detect(Kind kind, ReferencePicture picture) throws IOException {
    try (Engine engine = Engine.open(TestModels.detector(), options(kind, 1))) {
      assertThat(engine.outputNames()).containsExactly("boxes", "scores");
      EngineInput input = engine.newInput();
      picture.put(input, 0);
      return engine.run(input, 1).stream().map(t -> Tensor.of(t.shape(), t.toArray())).toList();
    }
  }

  private static FloatBuffer anchors() throws IOException {
    byte[] bytes = Files.readAllBytes(TestModels.detector().folder().resolve("anchors.bin"));
    assertThat(bytes).hasSize(ANCHORS * 16);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  /** Corners of boxes that are coded against anchors with the factors 10, 10, 5, 5. */
  private static float[] decode(float[] codes, FloatBuffer anchors) {
    float[] corners = new float[codes.length];
    for (int i = 0; i < codes.length; i += 4) {
      double y = anchors.get(i) + codes[i] / 10 * anchors.get(i + 2);
      double x = anchors.get(i + 1) + codes[i + 1] / 10 * anchors.get(i + 3);
      double h = Math.exp(codes[i + 2] / 5) * anchors.get(i + 2);
      double w = Math.exp(codes[i + 3] / 5) * anchors.get(i + 3);
      corners[i] = (float) (y - h / 2);
      corners[i + 1] = (float) (x - w / 2);
      corners[i + 2] = (float) (y + h / 2);
      corners[i + 3] = (float) (x + w / 2);
    }
    return corners;
  }

  private static EngineOptions options(Kind kind, int maxBatch) {
    return new EngineOptions(kind, Device.CPU, 1, maxBatch);
  }
}
