package io.manako.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.Keypoint;
import io.manako.detect.Segment;
import io.manako.image.Image;
import io.manako.model.TestModels;
import io.manako.operator.Answered;
import io.manako.operator.TestOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalog's models of faces and people on the footballer of the reference pictures. */
final class MediaPipeModelsTest {
  private static final String PICTURE = "/io/manako/model/reference/messi5_300.png";

  /** Eyes, nose, mouth and ears in the detail that the tests show. */
  private static final int[][] FACE = {{60, 60}, {69, 61}, {66, 68}, {65, 71}, {50, 60}, {70, 60}};

  @BeforeAll
  static void fetchModels() {
    TestModels.faceDetectors();
    TestModels.selfieSegmenters();
  }

  @ParameterizedTest
  @CsvSource({
    "blazeface-short-range, java",
    "blazeface-short-range, onnxruntime",
    "blazeface-full-range, java",
    "blazeface-full-range, onnxruntime",
  })
  void theFaceIsFoundWithItsEyesNoseMouthAndEars(String model, String engine) throws Exception {
    Image head = footballer(70, 35, 120);

    Answered answer = answer(head, "detector.model", model, "inference.engine", engine);

    assertThat(answer.detections()).extracting(Detection::label).containsExactly("face");
    assertThat(answer.detections().get(0).box().iou(new Box(50, 52, 25, 25))).isGreaterThan(0.7f);
    assertThat(answer.keypoints(0)).hasSize(FACE.length);
    for (int i = 0; i < FACE.length; i++) {
      Keypoint point = answer.keypoints(0).get(i);
      assertThat(Math.hypot(point.x() - FACE[i][0], point.y() - FACE[i][1]))
          .as("point %d", i)
          .isLessThan(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "selfie-segmentation-mobilenet-v3, java, 256",
    "selfie-segmentation-mobilenet-v3, onnxruntime, 256",
    "selfie-segmentation-landscape, java, 144",
    "selfie-segmentation-landscape, onnxruntime, 144",
  })
  void thePersonIsCutOutOfTheCrowd(String model, String engine, int rows) throws Exception {
    Image head = footballer(70, 35, 120);

    List<Segment> segments =
        answer(
                head,
                "detector.enabled",
                "false",
                "segmenter.enabled",
                "true",
                "segmenter.model",
                model,
                "inference.engine",
                engine)
            .segments();

    assertThat(segments).extracting(Segment::label).containsExactly("person");
    assertThat(segments.get(0).share()).isBetween(0.34f, 0.38f);
    assertThat(segments.get(0).mask().height()).isEqualTo(rows);
    BitSet inside = segments.get(0).mask().decode();
    assertThat(inside.get(at(60, 45, rows))).as("hair").isTrue();
    assertThat(inside.get(at(65, 95, rows))).as("shirt").isTrue();
    assertThat(inside.get(at(10, 15, rows))).as("crowd on the left").isFalse();
    assertThat(inside.get(at(105, 20, rows))).as("crowd on the right").isFalse();
  }

  /** Returns the place of a pixel of the picture, 120 pixels wide, in a mask 256 pixels wide. */
  private static int at(int x, int y, int rows) {
    return y * rows / 120 * 256 + x * 256 / 120;
  }

  private static Answered answer(Image image, String... settings) throws Exception {
    try (FramePipeline pipeline = ModelPipeline.open(TestOptions.with(settings))) {
      PictureBatch batch = pipeline.newBatch();
      batch.put(0, image);
      return batch.run(1).answers().get(0);
    }
  }

  private static Image footballer(int left, int top, int side) throws IOException {
    try (InputStream in = MediaPipeModelsTest.class.getResourceAsStream(PICTURE)) {
      BufferedImage whole = ImageIO.read(Objects.requireNonNull(in, PICTURE));
      byte[] rgb = new byte[3 * side * side];
      for (int i = 0; i < side * side; i++) {
        int pixel = whole.getRGB(left + i % side, top + i / side);
        rgb[3 * i] = (byte) (pixel >> 16);
        rgb[3 * i + 1] = (byte) (pixel >> 8);
        rgb[3 * i + 2] = (byte) pixel;
      }
      return new Image(side, side, rgb);
    }
  }
}
