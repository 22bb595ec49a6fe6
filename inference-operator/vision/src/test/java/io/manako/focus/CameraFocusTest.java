package io.manako.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.tensor.Crop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CameraFocusTest {
  private static final int SIDE = 300;
  private static final FocusOptions OPTIONS = new FocusOptions(3, 10, Duration.ofSeconds(10));

  private final CameraFocus focus = new CameraFocus(OPTIONS);

  @Test
  void theFirstFrameIsProcessedWhole() {
    Views views = next(new Street());

    assertThat(views.whole()).isTrue();
    assertThat(views.parts()).isEmpty();
  }

  @Test
  void aStillSceneTakesOneWholeFrameInTen() {
    List<Integer> runs = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      runs.add(next(new Street(6, i)).count());
    }

    assertThat(runs.stream().mapToInt(n -> n).sum()).isEqualTo(5);
    assertThat(runs.get(40)).isEqualTo(1);
  }

  @Test
  void oneMoverGetsOneCropOfTheDetectorsScaleThatHoldsIt() {
    next(new Street());
    Views views = next(new Street().with(400, 300, 60));

    assertThat(views.whole()).isFalse();
    assertThat(views.parts()).hasSize(1);
    assertThat(views.parts().get(0).width()).isEqualTo(SIDE);
    assertHolds(views.parts().get(0), Street.box(400, 300, 60));
  }

  @Test
  void twoMoversFarApartGetACropEach() {
    next(new Street());
    Views views = next(new Street().with(90, 90, 60).with(650, 480, 60));

    assertThat(views.parts()).hasSize(2);
    assertThat(views.parts()).anySatisfy(crop -> assertHolds(crop, Street.box(90, 90, 60)));
    assertThat(views.parts()).anySatisfy(crop -> assertHolds(crop, Street.box(650, 480, 60)));
  }

  @Test
  void neighboursShareACropInsteadOfBeingCut() {
    next(new Street());
    Views views = next(new Street().with(330, 300, 60).with(450, 300, 60));

    assertThat(views.parts()).hasSize(1);
    assertHolds(views.parts().get(0), Street.box(330, 300, 60));
    assertHolds(views.parts().get(0), Street.box(450, 300, 60));
  }

  @Test
  void aMoverAtTheBorderGetsACropInsideThePicture() {
    next(new Street());
    Crop crop = next(new Street().with(755, 560, 60)).parts().get(0);

    assertThat(crop.x() + crop.width()).isEqualTo(Street.WIDTH);
    assertThat(crop.y() + crop.height()).isEqualTo(Street.HEIGHT);
  }

  @Test
  void aLargeMoverGetsALargerCrop() {
    next(new Street());
    Views views = next(new Street().with(384, 288, 330));

    assertThat(views.parts().get(0).width()).isGreaterThan(330);
    assertHolds(views.parts().get(0), Street.box(384, 288, 330));
  }

  @Test
  void manyMoversTakeNoMoreCropsThanAllowed() {
    next(new Street());
    Street crowd = new Street();
    for (int x = 60; x < Street.WIDTH; x += 160) {
      for (int y = 60; y < Street.HEIGHT; y += 160) {
        crowd.with(x, y, 60);
      }
    }

    assertThat(next(crowd).parts()).hasSize(OPTIONS.crops());
  }

  @Test
  void aLightThatIsSwitchedOnTakesOneWholeFrameAndIsForgotten() {
    next(new Street());
    FrameViews bright = focus.next(new Street().lit(60).image(), SIDE);

    assertThat(bright.moving().everywhere()).isTrue();
    assertThat(bright.views().count()).isEqualTo(1);
    assertThat(bright.views().whole()).isTrue();
    assertThat(next(new Street().lit(60)).count()).isZero();
  }

  @Test
  void aCameraThatShakesTakesWholeFramesAndNoMore() {
    next(new Street());
    for (int i = 0; i < 20; i++) {
      Views views = next(new Street(120, i));
      assertThat(views.whole()).isTrue();
      assertThat(views.parts()).isEmpty();
    }
  }

  @Test
  void whereSomethingHasStoppedACropFollowsTheTurnsOfTheWholeFrame() {
    next(new Street());
    for (int i = 0; i < 9; i++) {
      next(new Street().with(200 + 20 * i, 300, 60));
    }
    List<Views> later = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      later.add(next(new Street().with(360, 300, 60)));
    }

    assertThat(later.get(399 - 9 + turnOf(later)).whole()).isTrue();
    assertThat(later.stream().filter(v -> v.whole() && !v.parts().isEmpty()))
        .as("turns with a crop")
        .hasSizeGreaterThan(20);
  }

  private static int turnOf(List<Views> views) {
    return IntStream.range(0, 10).filter(i -> views.get(390 + i).whole()).findFirst().orElseThrow();
  }

  @Test
  void anotherPictureSizeBeginsAnew() {
    next(new Street());
    Views small = focus.next(new Image(320, 240, new byte[320 * 240 * 3]), SIDE).views();

    assertThat(small.whole()).isTrue();
    assertThat(small.picture()).isEqualTo(new Crop(0, 0, 320, 240));
  }

  @Test
  void picturesHardlyLargerThanACropAreProcessedWholeWhenSomethingMoves() {
    byte[] rgb = new byte[320 * 240 * 3];
    focus.next(new Image(320, 240, rgb), SIDE);
    byte[] moved = rgb.clone();
    Arrays.fill(moved, 100 * 320 * 3, 140 * 320 * 3, (byte) 200);
    Views views = focus.next(new Image(320, 240, moved), SIDE).views();

    assertThat(views.whole()).isTrue();
    assertThat(views.parts()).isEmpty();
  }

  @Test
  void anyPictureSizeHasBoundedState() {
    int[][] sizes = {{1, 1}, {4096, 4096}, {1, 65_000}, {65_000, 1}, {4096, 2}, {301, 299}};
    for (int[] size : sizes) {
      CameraFocus camera = new CameraFocus(OPTIONS);
      Image image = new Image(size[0], size[1], new byte[size[0] * size[1] * 3]);
      camera.next(image, SIDE);
      for (int i = 0; i < 3; i++) {
        assertThat(camera.next(image, SIDE).views().count()).isZero();
      }
      FocusState state = camera.state();
      assertThat(state.levels().length + state.stopped().length).isLessThanOrEqualTo(8192);
    }
  }

  @Test
  void aFocusContinuesFromItsState() {
    CameraFocus straight = new CameraFocus(OPTIONS);
    CameraFocus stopped = new CameraFocus(OPTIONS);
    for (int i = 0; i < 60; i++) {
      Image image = new Street(10, i).with(100 + 8 * i, 300, 60).image();
      CameraFocus restored = new CameraFocus(OPTIONS);
      if (stopped.state() != null) {
        restored.restore(stopped.state());
      }
      stopped = restored;
      FrameViews expected = straight.next(image, SIDE);
      FrameViews found = stopped.next(image, SIDE);

      assertThat(found.views()).isEqualTo(expected.views());
      assertThat(found.moving().moving()).isEqualTo(expected.moving().moving());
    }
  }

  @Test
  void aStateWhosePartsDoNotBelongTogetherIsRefused() {
    assertThatThrownBy(() -> new FocusState(768, 576, new byte[5], new byte[6], 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a picture of 768x576 pixels has 5504 samples in 1376 cells instead of 5 in 6");
  }

  private Views next(Street street) {
    return focus.next(street.image(), SIDE).views();
  }

  private static void assertHolds(Crop crop, Box box) {
    assertThat(box.x()).isGreaterThanOrEqualTo(crop.x());
    assertThat(box.y()).isGreaterThanOrEqualTo(crop.y());
    assertThat(box.right()).isLessThanOrEqualTo(crop.x() + crop.width());
    assertThat(box.bottom()).isLessThanOrEqualTo(crop.y() + crop.height());
  }
}
