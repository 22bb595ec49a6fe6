package io.manako.cli.models;

import io.manako.cli.measure.Machine;
import io.manako.cli.measure.Measurement;
import io.manako.cli.measure.ZooMember;
import io.manako.engine.EngineOptions.Kind;
import io.manako.local.terminal.CommandException;
import io.manako.model.Task;
import io.manako.zoo.PublishedResult;
import io.manako.zoo.PublishedResult.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plot of published accuracy over measured time.
 *
 * @param measure kind of accuracy
 * @param engine engine that was timed
 * @param machine machine of the measurement
 * @param points at least one
 */
record AccuracyPlot(Measure measure, Kind engine, Machine machine, List<AccuracyPoint> points) {

  /**
   * Networks and engine to draw.
   *
   * @param task task of the networks
   * @param engine engine whose times are drawn
   */
  record Choice(Task task, Kind engine) {}

  /** Throws {@link CommandException} unless the name ends in svg or png. */
  static void checkName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw new CommandException(
          "--plot draws .svg and .png, not %s; choose one of these names".formatted(file));
    }
  }

  /**
   * Returns the plot of those networks that were measured.
   *
   * @throws CommandException if there are none
   */
  static AccuracyPlot of(List<ZooMember> members, Measurement measurement, Choice choice) {
    Measure measure = measure(choice.task());
    List<AccuracyPoint> points = new ArrayList<>();
    for (ZooMember member : members) {
      PublishedResult result = member.result();
      if (result != null && result.measure() == measure) {
        measurement
            .millis(member.model().name(), member.variant(), choice.engine())
            .ifPresent(t -> points.add(point(member, t, result.value())));
      }
    }
    if (points.isEmpty()) {
      throw new CommandException(
          "no network with %s was measured on %s with the engine %s yet; add --measure"
              .formatted(measure.text(), measurement.machine().text(), choice.engine()));
    }
    return new AccuracyPlot(measure, choice.engine(), measurement.machine(), points);
  }

  private static Measure measure(Task task) {
    return switch (task) {
      case CLASSIFICATION -> Measure.IMAGENET_TOP1;
      case DETECTION -> Measure.COCO_MAP;
      case SEGMENTATION -> Measure.VOC_MIOU;
    };
  }

  private static AccuracyPoint point(ZooMember member, double millis, double accuracy) {
    String name = member.model().name();
    String family = family(name);
    String rest = name.substring(family.length()).replaceFirst("^-", "").toUpperCase(Locale.ROOT);
    List<String> label = new ArrayList<>();
    if (!rest.isEmpty()) {
      label.add(rest);
    }
    if (member.model().scalable() && member.model().results().size() > 1) {
      label.add("α " + ZooMember.number(member.variant().width()));
    }
    if (member.variant().size() != member.model().variant().size()) {
      label.add(member.variant().size() + " px");
    }
    return new AccuracyPoint(family, String.join(", ", label), millis, accuracy);
  }

  /** Returns {@code efficientnet} for {@code efficientnet-b0}, {@code moga} for {@code moga-a}. */
  private static String family(String name) {
    return name.replaceFirst("-[a-z]?\\d?$", name.matches("(moga|efficientnet)-.*") ? "" : "$0");
  }

  /** Returns the points by family, in the order of their first ones. */
  Map<String, List<AccuracyPoint>> families() {
    Map<String, List<AccuracyPoint>> families = new LinkedHashMap<>();
    points.forEach(p -> families.computeIfAbsent(p.family(), f -> new ArrayList<>()).add(p));
    return families;
  }

  /** Draws the plot into a file. */
  void write(Path file) throws IOException {
    new PlotDrawing(this).write(file);
  }
}
