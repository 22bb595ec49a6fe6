package io.manako.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.engine.EngineOptions;
import io.manako.image.Image;
import io.manako.model.CatPhoto;
import io.manako.model.TestModels;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The detector that came as TensorFlow Lite, on a real photo. */
final class OpenImagesTest {

  @BeforeAll
  static void fetchModel() {
    TestModels.openImagesDetector();
  }

  @ParameterizedTest
  @EnumSource(EngineOptions.Kind.class)
  void theCatIsFoundWhereItSits(EngineOptions.Kind engine) throws Exception {
    InferenceOptions options =
        TestOptions.with(
            "detector.model", "ssd-mobilenet-v2-openimages", "inference.engine", engine.toString());
    try (FramePipeline pipeline = ModelPipeline.open(options)) {
      List<Image> images = new ArrayList<>();
      FrameRecord photo = TestFrames.jpeg(Files.readAllBytes(CatPhoto.file()));
      pipeline.decode(photo, (image, index, pts) -> images.add(image));
      PictureBatch batch = pipeline.newBatch();
      batch.put(0, images.get(0));
      List<Detection> found = batch.run(1).answers().get(0).detections();

      assertThat(found).extracting(Detection::label).containsExactly("Cat");
      assertThat(found.get(0).classId()).isEqualTo(8);
      assertThat(found.get(0).score()).isBetween(0.8f, 0.88f);
      assertThat(found.get(0).box().iou(new Box(0, 210, 755, 660))).isGreaterThan(0.85f);
    }
  }
}
