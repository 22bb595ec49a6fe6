package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a YOLO whose boxes are decoded outside the network: one map for each level, with three
 * boxes a cell (v3 to v7), or one map with five (v2). The anchors are no part of the file.
 */
final class YoloMapRule implements HeadRule {
  private static final List<Integer> STRIDES = List.of(8, 16, 32, 64);
  private static final int BEFORE = 5;

  /**
   * Map of one level.
   *
   * @param boxes number of boxes of each cell
   * @param columns number of numbers of each box
   */
  private record Level(int stride, int boxes, int columns, boolean transposed, String name) {}

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    int boxes = network.outputs().size() == 1 ? 5 : 3;
    Map<Integer, Level> levels = new TreeMap<>();
    for (OutputSample output : network.outputs()) {
      Level level = level(network, output, boxes);
      if (level == null || levels.put(level.stride, level) != null) {
        return Optional.empty();
      }
    }
    List<Level> all = List.copyOf(levels.values());
    boolean alike =
        !all.isEmpty()
            && all.stream().allMatch(level -> level.columns == all.get(0).columns)
            && all.stream().allMatch(level -> level.transposed == all.get(0).transposed);
    return alike ? Optional.of(proposal(all)) : Optional.empty();
  }

  private static @Nullable Level level(NetworkSample network, OutputSample output, int boxes) {
    for (int stride : boxes == 3 ? STRIDES : List.of(32)) {
      Level level =
          switch (output.rank()) {
            case 4 -> flat(network, output, boxes, stride);
            case 5 -> apart(network, output, boxes, stride);
            default -> null;
          };
      if (level != null && level.columns > BEFORE) {
        return level;
      }
    }
    return null;
  }

  private static @Nullable Level flat(
      NetworkSample network, OutputSample output, int boxes, int stride) {
    int[] d = {output.shape().dim(1), output.shape().dim(2), output.shape().dim(3)};
    if (network.hasExtents(stride, d[1], d[2]) && d[0] % boxes == 0) {
      return hasObjects(output.transposed(), boxes)
          ? new Level(stride, boxes, d[0] / boxes, true, output.name())
          : null;
    }
    boolean last = network.hasExtents(stride, d[0], d[1]) && d[2] % boxes == 0;
    return last && hasObjects(output, boxes)
        ? new Level(stride, boxes, d[2] / boxes, false, output.name())
        : null;
  }

  /**
   * Whether the fifth number of each box says that there is mostly no object, which tells these
   * maps from those of YOLOv8 with distributions.
   */
  private static boolean hasObjects(OutputSample rows, int boxes) {
    int columns = rows.columns() / boxes;
    if (columns <= BEFORE || isOneBox(rows)) {
      return false;
    }
    boolean objects = true;
    for (int box = 0; box < boxes; box++) {
      objects &= rows.isMostlyNothing(box * columns + BEFORE - 1);
    }
    return objects;
  }

  /** Whether scores follow four raw numbers, as in YOLOX's levels, which have one box a cell. */
  private static boolean isOneBox(OutputSample rows) {
    return rows.columns() > BEFORE
        && rows.columns(4, rows.columns() - 4).isScores()
        && !rows.columns(0, 4).isScores();
  }

  private static @Nullable Level apart(
      NetworkSample network, OutputSample output, int boxes, int stride) {
    int[] d = {output.shape().dim(1), output.shape().dim(2), output.shape().dim(3)};
    boolean first = d[0] == boxes && network.hasExtents(stride, d[1], d[2]);
    boolean last = d[2] == boxes && network.hasExtents(stride, d[0], d[1]);
    return first || last ? new Level(stride, boxes, output.columns(), false, output.name()) : null;
  }

  private static Proposal proposal(List<Level> levels) {
    Level first = levels.get(0);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "yolo-maps");
    output.put("output", levels.stream().map(Level::name).toList());
    output.put("strides", levels.stream().map(Level::stride).toList());
    if (first.transposed) {
      output.put("transposed", true);
    }
    return new Proposal(
        "YOLO whose boxes are decoded outside the network",
        Certainty.LIKELY,
        "its maps have " + first.boxes + " boxes a cell with " + first.columns + " numbers each",
        Task.DETECTION,
        output,
        Classes.of(first.columns - BEFORE),
        new Choice(0.3, 0.45, 300),
        first.boxes == 3 ? InputConvention.UNIT.because("YOLO's exporters use it") : null);
  }
}
