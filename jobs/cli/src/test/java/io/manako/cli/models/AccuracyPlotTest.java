package io.manako.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.cli.measure.Machine;
import io.manako.cli.measure.Measurement;
import io.manako.cli.measure.NetworkTime;
import io.manako.cli.measure.ZooMember;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Task;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyPlotTest {
  private static final Machine MACHINE = new Machine("a processor", 4, "17.0.1", "java");
  private static final AccuracyPlot.Choice CLASSIFIERS =
      new AccuracyPlot.Choice(Task.CLASSIFICATION, Kind.JAVA);

  @TempDir Path folder;

  @Test
  void theFrontHasEveryNetworkThatNoFasterOneEquals() {
    AccuracyPoint fast = new AccuracyPoint("a", "fast", 1, 50);
    AccuracyPoint good = new AccuracyPoint("a", "good", 2, 70);
    AccuracyPoint slow = new AccuracyPoint("a", "slow", 3, 60);
    AccuracyPoint same = new AccuracyPoint("a", "same", 3, 70);
    AccuracyPoint best = new AccuracyPoint("a", "best", 9, 71);
    assertThat(AccuracyPoint.front(List.of(best, same, slow, good, fast)))
        .containsExactly(fast, good, best);
  }

  @Test
  void labelsOfACrowdCoverNeitherEachOtherNorPoints() {
    List<Rectangle2D> points = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      points.add(new Rectangle2D.Double(300 + 14 * i, 200 + 5 * i, 10, 10));
    }
    List<Rectangle2D> drawn = new ArrayList<>(points);
    LabelPlacement placement = new LabelPlacement(new Rectangle2D.Double(0, 0, 800, 600), points);
    for (Rectangle2D point : points) {
      Point2D centre = new Point2D.Double(point.getCenterX(), point.getCenterY());
      Rectangle2D label = placement.place(centre, 40, 12);
      assertThat(drawn).noneMatch(other -> other.intersects(label));
      drawn.add(label);
    }
  }

  @Test
  void labelsStayInsideOfThePicture() {
    Rectangle2D area = new Rectangle2D.Double(0, 0, 100, 100);
    Rectangle2D label =
        new LabelPlacement(area, List.of()).place(new Point2D.Double(95, 50), 40, 12);
    assertThat(area.contains(label)).isTrue();
  }

  @Test
  void anSvgHoldsTheLabelsAsText() throws Exception {
    Path file = folder.resolve("plot.svg");
    plot().write(file);
    List<String> labels =
        Pattern.compile(">(α [^<]*)<")
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(labels).hasSize(7).contains("α 0.5", "α 1", "α 1, 160 px");
  }

  @Test
  void aPngIsAPicture() throws Exception {
    Path file = folder.resolve("plot.png");
    plot().write(file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
  }

  @Test
  void nothingMeasuredIsASentence() {
    assertThatThrownBy(
            () -> AccuracyPlot.of(ZooMember.all(), Measurement.none(MACHINE), CLASSIFIERS))
        .hasMessageContaining("ImageNet top-1")
        .hasMessageContaining("add --measure");
  }

  private static AccuracyPlot plot() {
    List<ZooMember> members =
        ZooMember.all().stream().filter(m -> m.model().name().equals("mobilenet-v1")).toList();
    List<NetworkTime> times = new ArrayList<>();
    for (ZooMember m : members) {
      double millis = m.stats().multiplyAdds() / 3e7;
      times.add(
          new NetworkTime(
              "mobilenet-v1",
              m.variant().width(),
              m.variant().size(),
              m.variant().classes(),
              Kind.JAVA,
              1,
              millis));
    }
    return AccuracyPlot.of(members, Measurement.none(MACHINE).with(times), CLASSIFIERS);
  }
}
