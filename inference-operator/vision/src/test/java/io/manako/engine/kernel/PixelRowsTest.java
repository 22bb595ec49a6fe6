package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.image.Image;
import io.manako.tensor.Crop;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.PictureSlot;
import io.manako.tensor.Preprocessing;
import io.manako.tensor.Preprocessor;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.RowKernels;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors and plain loops prepare pictures to the same bits. */
class PixelRowsTest {
  private static final List<ResizeMode> MODES =
      List.of(ResizeMode.STRETCH, ResizeMode.LETTERBOX, new ResizeMode.CenterCrop(0.875f));

  @ParameterizedTest
  @CsvSource({
    "1280, 720, 300, 300",
    "640, 480, 224, 224",
    "97, 61, 300, 300",
    "1, 1, 5, 4",
    "2, 300, 7, 3",
    "17, 5, 17, 5"
  })
  void everySizeInEveryLayoutHasTheSameBits(int width, int height, int toWidth, int toHeight) {
    Image image = noise(width, height);
    for (ResizeMode mode : MODES) {
      for (boolean bgr : new boolean[] {false, true}) {
        Preprocessing spec = spec(toWidth, toHeight, mode, bgr);
        for (ImageLayout layout : layouts(toHeight, toWidth)) {
          assertSameBits(spec, image, Crop.of(image), layout);
        }
      }
    }
  }

  @Test
  void aCropHasTheSameBits() {
    Image image = noise(120, 80);
    Preprocessing spec = spec(32, 32, ResizeMode.STRETCH, false);
    for (Crop crop : List.of(new Crop(119, 79, 1, 1), new Crop(3, 5, 50, 70))) {
      assertSameBits(spec, image, crop, ImageLayout.nhwc(1, 3, 32, 32));
    }
  }

  private static void assertSameBits(
      Preprocessing spec, Image image, Crop crop, ImageLayout layout) {
    float[] plain = new float[layout.end()];
    float[] vectors = new float[layout.end()];
    new Preprocessor(spec).write(image, crop, slot(layout, plain));
    new Preprocessor(spec, new RowKernels(PixelRows::blend, PixelRows::pick))
        .write(image, crop, slot(layout, vectors));
    assertThat(vectors).isEqualTo(plain);
  }

  private static PictureSlot slot(ImageLayout layout, float[] data) {
    return new PictureSlot(layout, FloatBuffer.wrap(data), 0);
  }

  private static List<ImageLayout> layouts(int height, int width) {
    return List.of(ImageLayout.nchw(1, 3, height, width), ImageLayout.nhwc(1, 3, height, width));
  }

  private static Preprocessing spec(int width, int height, ResizeMode mode, boolean bgr) {
    List<Float> mean = List.of(123.7f, 116.3f, 103.5f);
    return new Preprocessing(width, height, mode, mean, List.of(58.4f, 57.1f, 57.4f), bgr);
  }

  private static Image noise(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new SplittableRandom(width).nextBytes(rgb);
    return new Image(width, height, rgb);
  }
}
