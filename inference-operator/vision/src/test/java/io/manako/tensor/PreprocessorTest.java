package io.manako.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PreprocessorTest {
  private static final List<ResizeMode> EVERY_MODE =
      List.of(ResizeMode.STRETCH, ResizeMode.LETTERBOX, new ResizeMode.CenterCrop(0.875f));

  private static final List<Float> NO_MEAN = List.of(0f, 0f, 0f);
  private static final List<Float> UNIT_STD = List.of(1f, 1f, 1f);
  private static final float UNTOUCHED = -777;

  @Test
  void aPictureOfTheInputSizeIsOnlyNormalised() {
    Image image = gradient(5, 4);
    List<Float> mean = List.of(127.5f, 127.5f, 127.5f);
    var spec = new Preprocessing(5, 4, ResizeMode.STRETCH, mean, mean, false);
    float[] out = write(spec, image, ImageLayout.nhwc(1, 3, 4, 5));
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isEqualTo(((image.rgb()[i] & 0xff) - 127.5f) * (1 / 127.5f));
    }
  }

  @Test
  void theNormalisationIsByChannelAndBgrSwapsTheChannels() {
    Image image = new Image(1, 1, new byte[] {10, 20, (byte) 200});
    List<Float> mean = List.of(1f, 2f, 3f);
    List<Float> std = List.of(2f, 4f, 8f);
    var rgb = new Preprocessing(1, 1, ResizeMode.STRETCH, mean, std, false);
    var bgr = new Preprocessing(1, 1, ResizeMode.STRETCH, mean, std, true);
    ImageLayout layout = ImageLayout.nchw(1, 3, 1, 1);
    assertThat(write(rgb, image, layout)).containsExactly(4.5f, 4.5f, 24.625f);
    assertThat(write(bgr, image, layout)).containsExactly(99.5f, 4.5f, 0.875f);
  }

  @Test
  void oneChannelIsLumaAndAFourthIsOpaque() {
    Image image = new Image(2, 1, new byte[] {10, 20, (byte) 200, 40, 80, 0});
    List<Float> one = List.of(2f);
    var gray = new Preprocessing(2, 1, ResizeMode.STRETCH, List.of(1f), one, false);
    float first = 0.299f * 10 + 0.587f * 20 + 0.114f * 200;
    float second = 0.299f * 40 + 0.587f * 80;
    assertThat(write(gray, image, ImageLayout.nchw(1, 1, 1, 2)))
        .containsExactly((first - 1) / 2, (second - 1) / 2);
    List<Float> mean = List.of(0f, 0f, 0f, 55f);
    List<Float> std = List.of(1f, 1f, 1f, 2f);
    var bgra = new Preprocessing(2, 1, ResizeMode.STRETCH, mean, std, true);
    assertThat(write(bgra, image, ImageLayout.nhwc(1, 4, 1, 2)))
        .containsExactly(200, 20, 10, 100, 0, 80, 40, 100);
    assertThat(write(bgra, image, ImageLayout.nchw(1, 4, 1, 2)))
        .containsExactly(200, 0, 20, 80, 10, 40, 100, 100);
  }

  @Test
  void halvingAveragesTwoNeighboursAndDoublingClampsAtTheEdges() {
    Image image = grey(4, 1, 0, 100, 200, 40);
    assertThat(red(plain(2, 1, ResizeMode.STRETCH), image)).containsExactly(50, 120);
    Image pair = grey(2, 1, 0, 100);
    assertThat(red(plain(4, 1, ResizeMode.STRETCH), pair)).containsExactly(0, 25, 75, 100);
    Image column = grey(1, 2, 0, 100);
    assertThat(red(plain(1, 4, ResizeMode.STRETCH), column)).containsExactly(0, 25, 75, 100);
  }

  @Test
  void aLetterboxCentresThePictureBetweenGreyBars() {
    Image image = grey(4, 2, 1, 2, 3, 4, 5, 6, 7, 8);
    float[] out = red(plain(4, 4, ResizeMode.LETTERBOX), image);
    assertThat(out).containsExactly(114, 114, 114, 114, 1, 2, 3, 4, 5, 6, 7, 8, 114, 114, 114, 114);
    Image tall = grey(1, 3, 1, 2, 3);
    assertThat(red(plain(3, 3, ResizeMode.LETTERBOX), tall))
        .containsExactly(114, 1, 114, 114, 2, 114, 114, 3, 114);
  }

  @Test
  void aCentreCropTakesTheMiddleOfTheInputsShape() {
    Image wide = grey(6, 2, 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
    assertThat(red(plain(2, 2, new ResizeMode.CenterCrop(1)), wide)).containsExactly(2, 3, 12, 13);
    Image tall = grey(2, 4, 0, 1, 10, 11, 20, 21, 30, 31);
    assertThat(red(plain(2, 2, new ResizeMode.CenterCrop(1)), tall))
        .containsExactly(10, 11, 20, 21);
    assertThat(red(plain(2, 1, new ResizeMode.CenterCrop(1)), tall)).containsExactly(15, 16);
  }

  @Test
  void aCentreCropOfAFractionIsTheMiddleOfTheLargerResize() {
    Image image = gradient(48, 32);
    float[] whole = red(plain(24, 16, ResizeMode.STRETCH), image);
    float[] middle = red(plain(14, 14, new ResizeMode.CenterCrop(0.875f)), image);
    for (int y = 0; y < 14; y++) {
      for (int x = 0; x < 14; x++) {
        assertThat(middle[y * 14 + x]).isEqualTo(whole[(y + 1) * 24 + x + 5]);
      }
    }
  }

  @Test
  void aCentreCropsPlacementLeadsBackToTheMiddle() {
    ImageLayout layout = ImageLayout.nchw(1, 3, 224, 224);
    var slot = new PictureSlot(layout, FloatBuffer.allocate(layout.end()), 0);
    Image image = new Image(640, 256, new byte[640 * 256 * 3]);
    Preprocessor middle = new Preprocessor(plain(224, 224, new ResizeMode.CenterCrop(0.875f)));
    assertThat(middle.write(image, slot)).isEqualTo(new Placement(224, 224, 208, 16, 640, 256));
    Placement crop = middle.write(image, new Crop(100, 50, 64, 32), slot);
    assertThat(crop).isEqualTo(new Placement(28, 28, 118, 52, 640, 256));
  }

  @Test
  void aFractionOutsideItsRangeIsRefused() {
    for (float wrong : new float[] {0, -1, 1.5f, Float.NaN}) {
      assertThatThrownBy(() -> new ResizeMode.CenterCrop(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the fraction of a centre crop is " + wrong);
    }
  }

  @Test
  void anObjectsOwnPartIsStretchedInsteadOfCroppedAgain() {
    assertThat(new ResizeMode.CenterCrop(0.875f).aroundAnObject()).isEqualTo(ResizeMode.STRETCH);
    assertThat(ResizeMode.LETTERBOX.aroundAnObject()).isEqualTo(ResizeMode.LETTERBOX);
  }

  @Test
  void aPlacementLeadsFromFractionsBackToPixels() {
    ImageLayout layout = ImageLayout.nchw(1, 3, 300, 300);
    var slot = new PictureSlot(layout, FloatBuffer.allocate(layout.end()), 0);
    Image image = new Image(600, 300, new byte[600 * 300 * 3]);
    Placement stretch = new Preprocessor(plain(300, 300, ResizeMode.STRETCH)).write(image, slot);
    assertThat(stretch).isEqualTo(new Placement(600, 300, 0, 0, 600, 300));
    Placement box = new Preprocessor(plain(300, 300, ResizeMode.LETTERBOX)).write(image, slot);
    assertThat(box).isEqualTo(new Placement(600, 600, 0, -150, 600, 300));
    assertThat(box.toY(0.25f)).isZero();
    assertThat(box.toY(0.75f)).isEqualTo(300);
    Placement crop =
        new Preprocessor(plain(300, 300, ResizeMode.STRETCH))
            .write(image, new Crop(100, 50, 60, 30), slot);
    assertThat(crop.toX(0.5f)).isEqualTo(130);
    assertThat(crop.toY(1)).isEqualTo(80);
  }

  @Test
  void aCropGivesWhatTheCutOutPictureGives() {
    Image image = gradient(13, 11);
    Crop crop = new Crop(3, 2, 7, 5);
    byte[] cut = new byte[7 * 5 * 3];
    for (int y = 0; y < 5; y++) {
      System.arraycopy(image.rgb(), ((y + 2) * 13 + 3) * 3, cut, y * 21, 21);
    }
    for (ResizeMode mode : EVERY_MODE) {
      ImageLayout layout = ImageLayout.nchw(1, 3, 6, 9);
      FloatBuffer data = FloatBuffer.allocate(layout.end());
      new Preprocessor(plain(9, 6, mode)).write(image, crop, new PictureSlot(layout, data, 0));
      assertThat(data.array()).isEqualTo(write(plain(9, 6, mode), new Image(7, 5, cut), layout));
    }
  }

  @Test
  void everyLayoutHoldsTheSameSamplesAndPaddingStaysUntouched() {
    Image image = gradient(17, 9);
    Preprocessing spec = plain(8, 6, ResizeMode.LETTERBOX);
    List<ImageLayout> layouts =
        List.of(
            ImageLayout.nchw(3, 3, 6, 8),
            ImageLayout.nhwc(3, 3, 6, 8),
            new ImageLayout(3, 3, 6, 8, 33, 400, 1, 30, 3),
            new ImageLayout(3, 3, 6, 8, 5, 400, 1, 40, 4),
            new ImageLayout(3, 3, 6, 8, 11, 400, 100, 10, 1));
    float[] expected = write(spec, image, ImageLayout.nhwc(1, 3, 6, 8));
    for (ImageLayout layout : layouts) {
      FloatBuffer data = direct(layout.end() + 7);
      new Preprocessor(spec).write(image, new PictureSlot(layout, data, 1));
      int touched = 0;
      for (int i = 0; i < data.limit(); i++) {
        touched += data.get(i) == UNTOUCHED ? 0 : 1;
      }
      assertThat(touched).isEqualTo(expected.length);
      for (int i = 0; i < expected.length; i++) {
        int at = layout.index(1, i % 3, i / 3 / 8, i / 3 % 8);
        assertThat(data.get(at)).isEqualTo(expected[i]);
      }
    }
  }

  @Test
  void reusingAPreprocessorForOtherSizesLeavesNoTrace() {
    Preprocessing spec = plain(7, 7, ResizeMode.LETTERBOX);
    ImageLayout layout = ImageLayout.nhwc(1, 3, 7, 7);
    FloatBuffer data = FloatBuffer.allocate(layout.end());
    Preprocessor reused = new Preprocessor(spec);
    for (Image image : List.of(gradient(9, 3), gradient(3, 9), gradient(5, 5), gradient(9, 3))) {
      reused.write(image, new PictureSlot(layout, data, 0));
      assertThat(data.array()).isEqualTo(write(spec, image, layout));
    }
  }

  @Test
  void shrinkingAgreesWithTheFormulaInDoublePrecision() {
    Image image = gradient(37, 23);
    float[] out = write(plain(11, 8, ResizeMode.STRETCH), image, ImageLayout.nhwc(1, 3, 8, 11));
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 11; x++) {
        double sy = (y + 0.5) * 23 / 8 - 0.5;
        double sx = (x + 0.5) * 37 / 11 - 0.5;
        double expected = 0;
        for (int k = 0; k < 4; k++) {
          int px = Math.min((int) sx + k % 2, 36);
          int py = Math.min((int) sy + k / 2, 22);
          double w = (1 - Math.abs(sx - (int) sx - k % 2)) * (1 - Math.abs(sy - (int) sy - k / 2));
          expected += w * (image.rgb()[(py * 37 + px) * 3 + 1] & 0xff);
        }
        assertThat(out[(y * 11 + x) * 3 + 1]).isCloseTo((float) expected, Offset.offset(1e-3f));
      }
    }
  }

  @Test
  void aCropOutsideThePictureIsRefused() {
    ImageLayout layout = ImageLayout.nchw(1, 3, 2, 2);
    var slot = new PictureSlot(layout, FloatBuffer.allocate(layout.end()), 0);
    Preprocessor preprocessor = new Preprocessor(plain(2, 2, ResizeMode.STRETCH));
    assertThatThrownBy(() -> preprocessor.write(gradient(4, 4), new Crop(2, 0, 3, 1), slot))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leaves the picture of 4x4");
    assertThatThrownBy(() -> new PictureSlot(layout, slot.data(), 1))
        .hasMessageContaining("outside a batch of 1");
  }

  private static Preprocessing plain(int width, int height, ResizeMode mode) {
    return new Preprocessing(width, height, mode, NO_MEAN, UNIT_STD, false);
  }

  private static float[] write(Preprocessing spec, Image image, ImageLayout layout) {
    FloatBuffer data = FloatBuffer.allocate(layout.end());
    new Preprocessor(spec).write(image, new PictureSlot(layout, data, 0));
    return data.array();
  }

  private static float[] red(Preprocessing spec, Image image) {
    float[] all = write(spec, image, ImageLayout.nchw(1, 3, spec.height(), spec.width()));
    return Arrays.copyOf(all, spec.width() * spec.height());
  }

  private static Image grey(int width, int height, int... values) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3];
    }
    return new Image(width, height, rgb);
  }

  private static Image gradient(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 31 + i / 7);
    }
    return new Image(width, height, rgb);
  }

  private static FloatBuffer direct(int floats) {
    FloatBuffer data =
        ByteBuffer.allocateDirect(floats * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (int i = 0; i < floats; i++) {
      data.put(i, UNTOUCHED);
    }
    return data;
  }
}
