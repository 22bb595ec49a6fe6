package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a picture of 900×450 in 2×2 tiles: the left ones end at 500, the right ones begin at 400. */
class ViewMergerTest {
  private static final List<Crop> VIEWS = new Tiling(2, 2).of(900, 450);
  private static final int WHOLE = 0;
  private static final int UPPER_LEFT = 1;
  private static final int UPPER_RIGHT = 2;

  private final List<List<Detection>> byView = new ArrayList<>();
  private final ViewMerger merger =
      ViewMerger.ofTiles(new DetectorSettings(0.5f, 0.5f, 3, Suppression.PER_CLASS));

  ViewMergerTest() {
    VIEWS.forEach(view -> byView.add(new ArrayList<>()));
  }

  @Test
  void anObjectInTheOverlapOfTwoTilesIsOne() {
    see(UPPER_LEFT, 0.8f, new Box(420, 50, 30, 60));
    see(UPPER_RIGHT, 0.9f, new Box(421, 51, 30, 60));

    assertThat(merged()).extracting(Detection::score).containsExactly(0.9f);
  }

  @Test
  void whatAnEdgeCutsOffGivesWayToTheWholeObjectEvenIfItsScoreIsHigher() {
    see(UPPER_LEFT, 0.95f, new Box(470, 50, 30, 60));
    see(UPPER_RIGHT, 0.6f, new Box(472, 48, 90, 64));

    assertThat(merged()).extracting(d -> d.box().width()).containsExactly(90f);
  }

  @Test
  void whatOnlyACutOffPartShowsIsKept() {
    see(UPPER_LEFT, 0.7f, new Box(470, 50, 30, 60));

    assertThat(merged()).hasSize(1);
  }

  @Test
  void theOuterEdgesOfThePictureCutNothingOff() {
    see(UPPER_LEFT, 0.7f, new Box(0, 0, 30, 60));
    see(UPPER_LEFT, 0.9f, new Box(2, 2, 300, 200));

    assertThat(merged()).as("of one view, and not cut off").hasSize(2);
  }

  @Test
  void theWholePictureCountsForLargeObjectsOnly() {
    see(WHOLE, 0.9f, new Box(100, 50, 40, 80));
    see(WHOLE, 0.8f, new Box(200, 20, 500, 400));

    assertThat(merged()).extracting(d -> d.box().width()).containsExactly(500f);
  }

  @Test
  void theTilesPartsOfALargeObjectAreItAndASmallOneBeforeItIsNot() {
    see(WHOLE, 0.9f, new Box(200, 20, 500, 400));
    see(UPPER_LEFT, 0.7f, new Box(200, 20, 300, 228));
    see(UPPER_RIGHT, 0.6f, new Box(402, 20, 290, 229));
    see(UPPER_LEFT, 0.8f, new Box(300, 100, 30, 60));

    assertThat(merged()).extracting(d -> d.box().width()).containsExactly(500f, 30f);
  }

  @Test
  void objectsOfOtherClassesDoNotCompete() {
    see(UPPER_LEFT, 0.8f, new Box(420, 50, 30, 60));
    byView.get(UPPER_RIGHT).add(new Detection(2, "dog", 0.9f, new Box(420, 50, 30, 60)));

    assertThat(merged()).hasSize(2);
  }

  @Test
  void theFaintNeverTakesThePlaceOfTheReported() {
    see(UPPER_LEFT, 0.55f, new Box(470, 50, 30, 60));
    see(UPPER_RIGHT, 0.4f, new Box(472, 48, 90, 64));

    assertThat(merged()).extracting(Detection::score).containsExactly(0.55f);
  }

  @Test
  void theBestStayWhenThereAreTooManyAndTheyAreInOrder() {
    for (int i = 0; i < 5; i++) {
      see(1 + i % 4, 0.5f + i / 10f, new Box(60 * i, 20, 30, 60));
    }

    assertThat(merged()).extracting(Detection::score).containsExactly(0.9f, 0.8f, 0.7f);
  }

  @Test
  void aCropReplacesTheWholePictureForTheSmallObjectsThatItShowsWholly() {
    Views views = new Views(new Crop(0, 0, 900, 450), true, List.of(new Crop(100, 100, 300, 300)));
    Detection hidden = person(0.9f, new Box(200, 200, 30, 60));
    Detection large = person(0.8f, new Box(120, 110, 170, 260));
    Detection outside = person(0.7f, new Box(600, 200, 30, 60));
    Detection inCrop = person(0.6f, new Box(330, 200, 32, 62));

    List<Detection> merged =
        merged(
            ViewMerger.ofCrops(new DetectorSettings(0.5f, 0.5f, 9, Suppression.PER_CLASS)),
            List.of(List.of(hidden, large, outside), List.of(inCrop)),
            views);

    assertThat(merged).containsExactly(large, outside, inCrop);
  }

  @Test
  void cropsAloneNeedNoWholePicture() {
    Views views =
        new Views(
            new Crop(0, 0, 900, 450),
            false,
            List.of(new Crop(0, 0, 300, 300), new Crop(200, 0, 300, 300)));
    Detection cut = person(0.9f, new Box(270, 20, 29, 60));
    Detection wholly = person(0.6f, new Box(271, 20, 40, 62));

    List<Detection> merged =
        merged(
            ViewMerger.ofCrops(new DetectorSettings(0.5f, 0.5f, 9, Suppression.PER_CLASS)),
            List.of(List.of(cut), List.of(wholly)),
            views);

    assertThat(merged).containsExactly(wholly);
  }

  @Test
  void keyPointsStayWithTheirObject() {
    Views views = new Views(new Crop(0, 0, 900, 450), true, List.of(new Crop(100, 100, 300, 300)));
    Finding weak =
        new Finding(person(0.6f, new Box(600, 200, 30, 60)), List.of(new Keypoint(610, 210, null)));
    Finding strong =
        new Finding(person(0.9f, new Box(330, 200, 32, 62)), List.of(new Keypoint(340, 210, 0.5f)));
    ViewMerger merger =
        ViewMerger.ofCrops(new DetectorSettings(0.5f, 0.5f, 9, Suppression.PER_CLASS));
    assertThat(merger.merge(List.of(List.of(weak), List.of(strong)), views))
        .containsExactly(strong, weak);
  }

  private static Detection person(float score, Box box) {
    return new Detection(1, "person", score, box);
  }

  private void see(int view, float score, Box box) {
    byView.get(view).add(new Detection(1, "person", score, box));
  }

  private List<Detection> merged() {
    return merged(merger, byView, new Views(VIEWS.get(0), true, VIEWS.subList(1, 5)));
  }

  private static List<Detection> merged(
      ViewMerger merger, List<List<Detection>> byView, Views views) {
    List<List<Finding>> findings =
        byView.stream().map(view -> view.stream().map(Finding::of).toList()).toList();
    return merger.merge(findings, views).stream().map(Finding::detection).toList();
  }
}
