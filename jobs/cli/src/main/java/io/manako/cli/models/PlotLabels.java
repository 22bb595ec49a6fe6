package io.manako.cli.models;

import io.manako.cli.measure.ZooMember;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** Writes into a painted chart: names beside points, and numbers between powers of ten. */
final class PlotLabels {
  /** Side of a point's marker in pixels. */
  static final int MARKER = 9;

  private static final double PIECE = 4;
  private static final double TICK_LABEL = 21;

  private final List<AccuracyPoint> points;
  private final XYChart chart;

  /**
   * Prepares labels.
   *
   * @param chart chart with the points, painted already
   */
  PlotLabels(List<AccuracyPoint> points, XYChart chart) {
    this.points = points;
    this.chart = chart;
  }

  /** Writes in the font that is set. */
  void draw(Graphics2D graphics) {
    graphics.setColor(new Color(0x333333));
    drawTicks(graphics);
    FontMetrics metrics = graphics.getFontMetrics();
    Rectangle2D area = new Rectangle2D.Double(0, 0, chart.getWidth(), chart.getHeight());
    LabelPlacement placement = new LabelPlacement(area, drawn());
    for (AccuracyPoint point : points) {
      double height = metrics.getAscent();
      Rectangle2D place =
          placement.place(onScreen(point), metrics.stringWidth(point.label()), height);
      graphics.drawString(
          point.label(), (float) place.getX(), (float) (place.getY() + 0.82 * height));
    }
  }

  /**
   * Draws numbers between powers of ten: the library labels only the powers, and the axis may have
   * none.
   */
  private void drawTicks(Graphics2D graphics) {
    XYStyler styler = chart.getStyler();
    double y = chart.getScreenYFromChart(styler.getYAxisMin()) + TICK_LABEL;
    for (double power = 0.001; power < 1e6; power *= 10) {
      for (double tick : new double[] {2 * power, 5 * power}) {
        if (tick > styler.getXAxisMin() && tick < styler.getXAxisMax()) {
          String text = ZooMember.number(Math.round(tick * 1000) / 1000.0);
          double x = chart.getScreenXFromChart(tick);
          int width = graphics.getFontMetrics().stringWidth(text);
          graphics.drawString(text, (float) (x - width / 2.0), (float) y);
        }
      }
    }
  }

  /**
   * Returns the rectangles that labels should not cover: the markers, and pieces of the line
   * between the best points.
   */
  private List<Rectangle2D> drawn() {
    List<Rectangle2D> drawn = new ArrayList<>();
    points.forEach(p -> drawn.add(marker(onScreen(p))));
    List<AccuracyPoint> front = AccuracyPoint.front(points);
    for (int i = 1; i < front.size(); i++) {
      Point2D a = onScreen(front.get(i - 1));
      Point2D b = onScreen(front.get(i));
      for (double t = 0; t < 1; t += PIECE / a.distance(b)) {
        double x = a.getX() + t * (b.getX() - a.getX());
        double y = a.getY() + t * (b.getY() - a.getY());
        drawn.add(new Rectangle2D.Double(x - PIECE / 2, y - PIECE / 2, PIECE, PIECE));
      }
    }
    return drawn;
  }

  private static Rectangle2D marker(Point2D point) {
    double half = MARKER / 2.0 + 1;
    return new Rectangle2D.Double(point.getX() - half, point.getY() - half, 2 * half, 2 * half);
  }

  /** Returns the place of a point, which is known once the chart was painted. */
  private Point2D onScreen(AccuracyPoint point) {
    return new Point2D.Double(
        chart.getScreenXFromChart(point.millis()), chart.getScreenYFromChart(point.accuracy()));
  }
}
