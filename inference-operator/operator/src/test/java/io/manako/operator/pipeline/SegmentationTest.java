package io.manako.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Segment;
import io.manako.engine.EngineOptions;
import io.manako.image.Image;
import io.manako.model.CatPhoto;
import io.manako.model.TestModels;
import io.manako.operator.Answered;
import io.manako.operator.FrameRecord;
import io.manako.operator.TestFrames;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalog's segmenter on a real photo, through the operator's own pipeline. */
final class SegmentationTest {

  @BeforeAll
  static void fetchModel() {
    TestModels.segmenter();
  }

  @ParameterizedTest
  @EnumSource(EngineOptions.Kind.class)
  void theCatIsACatWhereItSits(EngineOptions.Kind engine) throws Exception {
    InferenceOptions options =
        TestOptions.with(
            "detector.enabled",
            "false",
            "segmenter.enabled",
            "true",
            "inference.engine",
            engine.toString());
    try (FramePipeline pipeline = ModelPipeline.open(options)) {
      List<Image> images = new ArrayList<>();
      FrameRecord photo = TestFrames.jpeg(Files.readAllBytes(CatPhoto.file()));
      pipeline.decode(photo, (image, index, pts) -> images.add(image));
      PictureBatch batch = pipeline.newBatch();
      batch.put(0, images.get(0));
      Answered answer = batch.run(1).answers().get(0);

      assertThat(answer.segments()).extracting(Segment::label).containsExactly("cat");
      Segment cat = answer.segments().get(0);
      assertThat(cat.classId()).isEqualTo(8);
      assertThat(cat.share()).isBetween(0.3f, 0.36f);
      assertThat(cat.mask().height()).isEqualTo(513);
      assertThat(cat.mask().width()).isEqualTo(394);
      assertIsWhereTheCatSits(cat);
    }
  }

  /** Its head is right of the middle; the wall above and the floor below are not the cat. */
  private static void assertIsWhereTheCatSits(Segment cat) {
    BitSet inside = cat.mask().decode();
    int width = cat.mask().width();
    assertThat(inside.get(190 * width + 240)).as("nose").isTrue();
    assertThat(inside.get(410 * width + 40)).as("tail").isTrue();
    assertThat(inside.get(50 * width + 200)).as("wall").isFalse();
    assertThat(inside.get(490 * width + 200)).as("floor").isFalse();
  }
}
