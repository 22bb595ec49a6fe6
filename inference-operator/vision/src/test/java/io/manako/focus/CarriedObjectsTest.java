package io.manako.focus;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.Views;
import io.manako.focus.CarriedObjects.Processed;
import io.manako.tensor.Crop;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarriedObjectsTest {
  private static final Crop PICTURE = new Crop(0, 0, 640, 480);
  private static final Crop LEFT = new Crop(0, 0, 300, 300);
  private static final Crop RIGHT = new Crop(340, 0, 300, 300);
  private static final Detection PARKED = object(new Box(400, 100, 60, 80));

  private final CarriedObjects objects =
      new CarriedObjects(new FocusOptions(3, 10, Duration.ofSeconds(10)));
  private int frames;

  @Test
  void anObjectWhereNoViewLooksStays() {
    next(List.of(RIGHT), false, PARKED);

    assertThat(next(List.of(LEFT), false)).extracting(Sighting::detection).containsExactly(PARKED);
    assertThat(next(List.of(), false)).extracting(Sighting::frameId).containsExactly("frame-0");
  }

  @Test
  void anObjectThatACropDoesNotFindIsGone() {
    next(List.of(RIGHT), false, PARKED);

    assertThat(next(List.of(RIGHT), false)).isEmpty();
    assertThat(next(List.of(), false)).isEmpty();
  }

  @Test
  void theWholeFrameDoesNotOverruleACropThatSawMore() {
    next(List.of(RIGHT), false, PARKED);

    assertThat(next(List.of(), true)).hasSize(1);
  }

  @Test
  void theWholeFrameOverrulesTheWholeFrame() {
    next(List.of(), true, PARKED);

    assertThat(next(List.of(), true)).isEmpty();
  }

  @Test
  void anObjectIsCarriedForItsTimeAndNoLonger() {
    next(List.of(RIGHT), false, PARKED);
    frames = 100;
    assertThat(next(List.of(), false)).as("after 10 s").hasSize(1);
    assertThat(next(List.of(), false)).as("after 10.1 s").isEmpty();
  }

  @Test
  void aClockThatGoesBackDoesNotProlongTheTime() {
    frames = 1000;
    next(List.of(RIGHT), false, PARKED);
    frames = 900;
    assertThat(next(List.of(), false)).as("10 s earlier").hasSize(1);
    frames = 899;
    assertThat(next(List.of(), false)).as("10.1 s earlier").isEmpty();
  }

  @Test
  void whereSomethingMovesNothingIsCarried() {
    next(List.of(RIGHT), false, PARKED);
    MovingCells moving = cells();
    for (int cell = 0; cell < moving.moving().length; cell++) {
      moving.moving()[cell] = cell % 40 >= 25 && cell % 40 < 27;
    }
    FrameViews views = new FrameViews(new Views(PICTURE, false, List.of(LEFT)), moving);

    assertThat(objects.next(new Processed("next", 100_000, views, List.of(), 0.5f))).isEmpty();
  }

  @Test
  void anObjectThatLeavesByMoreThanItsWidthLeavesNothingBehind() {
    MovingCells moving = cells();
    for (int cell = 0; cell < moving.moving().length; cell++) {
      moving.moving()[cell] = cell % 40 >= 25 && cell % 40 < 28;
    }
    FrameViews views = new FrameViews(new Views(PICTURE, false, List.of(RIGHT)), moving);
    objects.next(new Processed("fast", 0, views, List.of(PARKED), 0.5f));

    assertThat(next(List.of(LEFT), false)).isEmpty();
  }

  @Test
  void anObjectThatHasJustStoppedStays() {
    MovingCells moving = cells();
    for (int cell = 0; cell < moving.moving().length; cell++) {
      moving.moving()[cell] = cell % 40 >= 25 && cell % 40 < 28;
    }
    FrameViews views = new FrameViews(new Views(PICTURE, false, List.of(RIGHT)), moving);
    Detection before = object(new Box(392, 100, 60, 80));
    objects.next(new Processed("slower", 0, views, List.of(before), 0.5f));
    objects.next(new Processed("slow", 0, views, List.of(PARKED), 0.5f));

    assertThat(next(List.of(LEFT), false)).hasSize(1);
  }

  @Test
  void aFrameInWhichEverythingMovesSaysNothingAboutItsObjects() {
    MovingCells flash = MovingCells.everywhere(16, 40, 40 * 30);
    FrameViews views = new FrameViews(new Views(PICTURE, true, List.of()), flash);
    objects.next(new Processed("flash", 0, views, List.of(PARKED), 0.5f));

    assertThat(next(List.of(LEFT), false)).hasSize(1);
  }

  @Test
  void aFoundObjectTakesThePlaceOfACarriedOne() {
    next(List.of(RIGHT), false, PARKED);
    Detection same = object(new Box(402, 102, 60, 80));

    assertThat(next(List.of(new Crop(380, 90, 300, 300)), false, same)).isEmpty();
  }

  @Test
  void noFrameHasMoreThanAHundredObjects() {
    next(List.of(RIGHT), false, Collections.nCopies(100, PARKED).toArray(Detection[]::new));

    assertThat(next(List.of(LEFT), false, object(new Box(20, 20, 30, 60)))).hasSize(99);
  }

  private List<Sighting> next(List<Crop> crops, boolean whole, Detection... found) {
    FrameViews views = new FrameViews(new Views(PICTURE, whole, crops), cells());
    int frame = frames++;
    return objects.next(
        new Processed("frame-" + frame, frame * 100_000L, views, List.of(found), 0.5f));
  }

  private static MovingCells cells() {
    return new MovingCells(16, 40, new boolean[40 * 30], false);
  }

  private static Detection object(Box box) {
    return new Detection(3, "car", 0.8f, box);
  }
}
