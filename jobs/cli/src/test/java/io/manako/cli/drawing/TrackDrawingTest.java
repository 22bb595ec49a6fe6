package io.manako.cli.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.manako.detect.Box;
import io.manako.image.Image;
import io.manako.image.Mark;
import io.manako.track.scene.Course;
import io.manako.track.scene.Direction;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.Line;
import io.manako.track.scene.LineCrossed;
import io.manako.track.scene.LineCrossed.Crossing;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SequenceGap;
import io.manako.track.scene.VideoEvent.Subject;
import io.manako.track.scene.Zone;
import io.manako.track.scene.ZoneOccupancy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackDrawingTest {
  private static final Evidence EVIDENCE = new Evidence("id", "cam-1", "cam-1/0/1");
  private static final Course COURSE = Course.lasting(Instant.EPOCH);

  private static final Image PICTURE = new Image(200, 100, new byte[200 * 100 * 3]);
  private static final Scene SCENE =
      new Scene(
          List.of(new Zone("yard", List.of(new Point(0, 0), new Point(1, 0), new Point(0, 1)))),
          List.of(new Line("gate", new Point(0.5, 1), new Point(0.5, 0))));

  private final TrackDrawing drawing = new TrackDrawing(SCENE, 2);

  @Test
  void zonesAndLinesBeginEmptyAndInPixels() {
    List<Mark> marks = drawing.marks(PICTURE, List.of());

    assertThat(only(marks, Mark.Polygon.class).text()).isEqualTo("yard: 0");
    Mark.Gate gate = only(marks, Mark.Gate.class);
    assertThat(gate.from()).isEqualTo(new Mark.Point(100, 100));
    assertThat(gate.toRight()).isZero();
  }

  @Test
  void countsStayUntilAnEventChangesThem() {
    drawing.happened(
        List.of(
            new ZoneOccupancy(EVIDENCE, COURSE, "yard", 3),
            new LineCrossed(
                EVIDENCE,
                COURSE,
                new Subject(1, "person"),
                new Crossing("gate", Direction.LEFT_TO_RIGHT, 5)),
            new SequenceGap(EVIDENCE, COURSE, 9)));
    drawing.marks(PICTURE, List.of());
    List<Mark> marks = drawing.marks(PICTURE, List.of());

    assertThat(only(marks, Mark.Polygon.class).text()).isEqualTo("yard: 3");
    assertThat(only(marks, Mark.Gate.class).toRight()).isEqualTo(5);
    assertThat(only(marks, Mark.Gate.class).toLeft()).isZero();
  }

  @Test
  void aTrackHasItsNumberAndTheWayOfItsLastTwoSeconds() {
    for (int x = 0; x < 60; x += 10) {
      drawing.marks(PICTURE, List.of(person(7, x)));
    }
    List<Mark> marks = drawing.marks(PICTURE, List.of(person(7, 60)));

    assertThat(only(marks, Mark.LabelledBox.class).text()).isEqualTo("person 7");
    assertThat(only(marks, Mark.Trail.class).points())
        .extracting(Mark.Point::x)
        .containsExactly(35f, 45f, 55f, 65f);
  }

  @Test
  void aTrackThatComesBackLateHasNoTrailAcrossThePicture() {
    drawing.marks(PICTURE, List.of(person(7, 0)));
    for (int i = 0; i < 5; i++) {
      drawing.marks(PICTURE, List.of());
    }

    List<Mark> marks = drawing.marks(PICTURE, List.of(person(7, 150)));

    assertThat(only(marks, Mark.Trail.class).points()).hasSize(1);
  }

  @Test
  void anObjectWithoutATrackIsOutlined() {
    List<Mark> marks = drawing.marks(PICTURE, List.of(person(0, 10)));

    assertThat(only(marks, Mark.Outline.class).x()).isEqualTo(10);
    assertThat(marks).noneMatch(Mark.LabelledBox.class::isInstance);
  }

  @Test
  void aCarriedTrackIsDashedAndTheLegendStaysFromThenOn() {
    List<Mark> before = drawing.marks(PICTURE, List.of(person(7, 10)));
    List<Mark> carried =
        drawing.marks(PICTURE, List.of(new SeenObject(7, "person", person(7, 10).box(), true)));
    List<Mark> after = drawing.marks(PICTURE, List.of(person(7, 10)));

    assertThat(before).doesNotContain(TrackDrawing.LEGEND);
    assertThat(only(carried, Mark.DashedBox.class).text()).isEqualTo("person 7");
    assertThat(carried).noneMatch(Mark.LabelledBox.class::isInstance);
    assertThat(carried).contains(TrackDrawing.LEGEND);
    assertThat(only(after, Mark.LabelledBox.class).text()).isEqualTo("person 7");
    assertThat(after).contains(TrackDrawing.LEGEND);
  }

  private static SeenObject person(long track, float x) {
    return new SeenObject(track, "person", new Box(x, 20, 10, 30), false);
  }

  private static <M extends Mark> M only(List<Mark> marks, Class<M> kind) {
    return assertThat(marks.stream().filter(kind::isInstance).toList())
        .singleElement()
        .asInstanceOf(type(kind))
        .actual();
  }
}
