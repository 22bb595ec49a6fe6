package io.manako.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.model.CatPhoto;
import io.manako.model.TestModels;
import io.manako.operator.FrameRecord;
import io.manako.operator.TestFrames;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The catalog's other detectors on a real photo, which the first one's reference does not cover.
 */
final class CatalogDetectorTest {

  @BeforeAll
  static void fetchModels() {
    TestModels.openImagesDetector();
    TestModels.centerDetector();
  }

  @ParameterizedTest
  @CsvSource({
    "ssd-mobilenet-v2-openimages, java, Cat, 8",
    "ssd-mobilenet-v2-openimages, onnxruntime, Cat, 8",
    "centernet-mobilenet-v3-coco, java, cat, 15",
    "centernet-mobilenet-v3-coco, onnxruntime, cat, 15",
  })
  void theCatIsFoundWhereItSits(String model, String engine, String label, int classId)
      throws Exception {
    InferenceOptions options =
        TestOptions.with("detector.model", model, "inference.engine", engine);
    try (FramePipeline pipeline = ModelPipeline.open(options)) {
      List<Image> images = new ArrayList<>();
      FrameRecord photo = TestFrames.jpeg(Files.readAllBytes(CatPhoto.file()));
      pipeline.decode(photo, (image, index, pts) -> images.add(image));
      PictureBatch batch = pipeline.newBatch();
      batch.put(0, images.get(0));
      List<Detection> found = batch.run(1).answers().get(0).detections();

      assertThat(found).extracting(Detection::label).containsExactly(label);
      assertThat(found.get(0).classId()).isEqualTo(classId);
      assertThat(found.get(0).score()).isBetween(0.65f, 0.88f);
      assertThat(found.get(0).box().iou(new Box(5, 205, 750, 660))).isGreaterThan(0.85f);
    }
  }
}
