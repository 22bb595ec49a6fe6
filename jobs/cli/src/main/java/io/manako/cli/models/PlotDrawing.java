package io.manako.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.measure.ZooMember;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the plot as a chart with a logarithmic axis of time, labels beside points, and the best
 * marked.
 */
final class PlotDrawing {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 720;
  private static final int PNG_SCALE = 2;
  private static final double ROOM = 1.3;
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final String FRONT = "no faster network is as accurate";

  /** Colours of Okabe and Ito, which the colour-blind can tell apart, and three more. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9),
          new Color(0x7f5539),
          new Color(0x6a4c93),
          new Color(0x555555));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  private final AccuracyPlot plot;
  private final XYChart chart;

  PlotDrawing(AccuracyPlot plot) {
    this.plot = plot;
    this.chart = chart();
  }

  /** Writes SVG or PNG, by the file's name. */
  void write(Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      writeSvg(file);
    } else {
      BufferedImage image =
          new BufferedImage(WIDTH * PNG_SCALE, HEIGHT * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.scale(PNG_SCALE, PNG_SCALE);
      draw(graphics);
      graphics.dispose();
      ImageIO.write(image, "png", file.toFile());
    }
  }

  private void writeSvg(Path file) throws IOException {
    SVGGraphics2D graphics;
    try {
      graphics =
          new SVGGraphics2D(
              DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument());
    } catch (ParserConfigurationException e) {
      throw new IOException("this JVM has no XML: " + e.getMessage(), e);
    }
    graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    draw(graphics);
    try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
      graphics.stream(out);
    } catch (SVGGraphics2DIOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private XYChart chart() {
    XYChart made =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.XChart)
            .title(
                "%s over time, %s engine on one thread of %s"
                    .formatted(plot.measure().text(), plot.engine(), plot.machine().text()))
            .xAxisTitle("milliseconds a picture (logarithmic)")
            .yAxisTitle(plot.measure().text() + ", published, %")
            .build();
    style(made.getStyler());
    made.setCustomXAxisTickLabelsFormatter(ZooMember::number);
    frame(made.getStyler());
    addFront(made);
    int i = 0;
    for (Map.Entry<String, List<AccuracyPoint>> family : plot.families().entrySet()) {
      XYSeries series = add(made, family.getKey(), family.getValue());
      series.setMarker(MARKERS.get(i % MARKERS.size()));
      series.setMarkerColor(COLORS.get(i % COLORS.size()));
      series.setLineStyle(new BasicStroke(0));
      series.setLineColor(new Color(0, 0, 0, 0));
      i++;
    }
    return made;
  }

  private static void style(XYStyler styler) {
    styler.setXAxisLogarithmic(true);
    styler.setMarkerSize(PlotLabels.MARKER);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xe4e4e4));
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(LABEL);
    styler.setLegendFont(LABEL);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLocale(Locale.ROOT);
    styler.setYAxisDecimalPattern("0");
  }

  /** Leaves room around the points; the axes begin exactly there. */
  private void frame(XYStyler styler) {
    DoubleSummaryStatistics millis =
        plot.points().stream().mapToDouble(AccuracyPoint::millis).summaryStatistics();
    DoubleSummaryStatistics accuracy =
        plot.points().stream().mapToDouble(AccuracyPoint::accuracy).summaryStatistics();
    styler.setPlotContentSize(1);
    styler.setXAxisMin(millis.getMin() / ROOM);
    styler.setXAxisMax(millis.getMax() * ROOM);
    styler.setYAxisMin(Math.floor(accuracy.getMin() - 1));
    styler.setYAxisMax(Math.ceil(accuracy.getMax() + 1));
  }

  private void addFront(XYChart made) {
    XYSeries front = add(made, FRONT, AccuracyPoint.front(plot.points()));
    front.setMarker(SeriesMarkers.NONE);
    front.setLineColor(new Color(0x999999));
    front.setLineStyle(
        new BasicStroke(
            1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0));
  }

  private static XYSeries add(XYChart made, String name, List<AccuracyPoint> points) {
    return made.addSeries(
        name, numbers(points, AccuracyPoint::millis), numbers(points, AccuracyPoint::accuracy));
  }

  private static double[] numbers(
      List<AccuracyPoint> points, ToDoubleFunction<AccuracyPoint> number) {
    return points.stream().mapToDouble(number).toArray();
  }

  private void draw(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.setFont(LABEL);
    new PlotLabels(plot.points(), chart).draw(graphics);
  }
}
