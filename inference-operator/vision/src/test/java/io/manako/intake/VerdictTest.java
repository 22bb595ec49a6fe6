package io.manako.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.image.Image;
import io.manako.intake.Verdict.Kind;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final Image PICTURE = new Image(100, 80, new byte[100 * 80 * 3]);

  @Test
  void boxesThatMoveWithThePictureArePlausible() {
    Verdict verdict = of(List.of(box(10, 20, 30, 40)), List.of(box(60, 20, 30, 40)));
    assertThat(verdict.kind()).isEqualTo(Kind.PLAUSIBLE);
    assertThat(verdict.weight()).isBetween(0.5, 0.6);
  }

  @Test
  void boxesWithExchangedAxesAreNonsense() {
    // Read as y, x, y, x, the mirrored object moves up or down instead.
    Verdict verdict = of(List.of(box(20, 10, 40, 30)), List.of(box(20, 60, 40, 30)));
    assertThat(verdict.kind()).isEqualTo(Kind.NONSENSE);
    assertThat(verdict.reason()).contains("do not move");
  }

  @Test
  void equalBoxesAndSliversAtTheBorderAndTooManyAreNonsense() {
    assertThat(of(Collections.nCopies(3, box(35, 20, 30, 40)), List.of()).reason())
        .contains("all 3 boxes are the same");
    assertThat(of(List.of(box(0, 0, 2, 9), box(0, 30, 1, 9), box(98, 3, 2, 9)), List.of()).reason())
        .contains("at the border");
    assertThat(of(Collections.nCopies(200, box(35, 20, 30, 40)), List.of()).reason())
        .contains("200 boxes");
  }

  @Test
  void aCentredObjectShowsExchangedAxesInTheCorner() {
    Detection centred = box(30, 20, 40, 40);
    List<Detection> same = List.of(centred);
    List<Detection> lowerLeft = List.of(box(15, 50, 20, 20));
    List<Detection> upperRight = List.of(box(60, 10, 20, 20));
    assertThat(Verdict.of(same, List.of(same, lowerLeft), PICTURE).kind())
        .isEqualTo(Kind.PLAUSIBLE);
    assertThat(Verdict.of(same, List.of(same, upperRight), PICTURE).reason())
        .contains("shrunk into a corner");
  }

  @Test
  void boxesOfOneObjectThatDoNotSuppressEachOtherWeighLess() {
    Detection centred = box(30, 20, 40, 40);
    Detection across = box(20, 35, 60, 20);
    double alone = of(List.of(centred), List.of(centred)).weight();
    double both = of(List.of(centred, across), List.of(centred, across)).weight();
    assertThat(both).isLessThan(alone);
  }

  @Test
  void noBoxIsNoVerdict() {
    assertThat(of(List.of(), List.of()).kind()).isEqualTo(Kind.NOTHING_FOUND);
  }

  private static Verdict of(List<Detection> seen, List<Detection> mirrored) {
    return Verdict.of(seen, List.of(mirrored, List.of()), PICTURE);
  }

  private static Detection box(float x, float y, float width, float height) {
    return new Detection(0, "thing", 0.9f, new Box(x, y, width, height));
  }
}
