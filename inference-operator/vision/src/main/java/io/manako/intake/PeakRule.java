package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.InputSpec.Layout;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises heat maps (Zhou et al. 2019, Objects as Points, section 3): a map of scores beside
 * maps of sizes and offsets with two numbers a cell, or beside one map of distances with four.
 */
final class PeakRule implements HeadRule {
  private static final float MOST_LOGARITHM = 6;
  private static final List<Integer> STRIDES = List.of(4, 2, 8, 16);

  /** Mean of raw scores, most of which say "nothing here", lies below this. */
  private static final double NOTHING = -2;

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    return grid(network).flatMap(PeakRule::propose);
  }

  /** Maps with the same cells. */
  private record Grid(Layout layout, int stride, List<OutputSample> maps) {
    int columns(OutputSample map) {
      return map.shape().dim(layout == Layout.NCHW ? 1 : 3);
    }

    List<OutputSample> withColumns(int columns) {
      return maps.stream().filter(map -> columns(map) == columns && !isCalledHeat(map)).toList();
    }

    Map<String, Object> output(OutputSample sizes, OutputSample heat) {
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("kind", "centers");
      output.put("sizes", sizes.name());
      output.put("scores", heat.name());
      output.put("activation", heat.isScores() ? "none" : "sigmoid");
      output.put("layout", layout.name().toLowerCase(Locale.ROOT));
      output.put("stride", stride);
      return output;
    }
  }

  private static Optional<Grid> grid(NetworkSample network) {
    List<OutputSample> maps = network.outputs().stream().filter(o -> o.rank() == 4).toList();
    if (maps.size() < 2) {
      return Optional.empty();
    }
    for (Layout layout : Layout.values()) {
      int row = layout == Layout.NCHW ? 2 : 1;
      for (int stride : STRIDES) {
        if (maps.stream()
            .allMatch(
                m -> network.hasExtents(stride, m.shape().dim(row), m.shape().dim(row + 1)))) {
          return Optional.of(new Grid(layout, stride, maps));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Proposal> propose(Grid grid) {
    List<OutputSample> pairs = grid.withColumns(2);
    List<OutputSample> fours = grid.withColumns(4);
    List<OutputSample> geometry = pairs.size() == 2 ? pairs : fours.size() == 1 ? fours : List.of();
    return grid.maps.stream()
        .filter(map -> !geometry.isEmpty() && !geometry.contains(map) && isHeat(map))
        .findFirst()
        .map(heat -> pairs.size() == 2 ? pairs(grid, heat) : distances(grid, heat, fours.get(0)));
  }

  private static boolean isCalledHeat(OutputSample map) {
    return map.name().matches("(?i)(.*(hm|heat|center_?map|score|cls).*|537)");
  }

  private static boolean isHeat(OutputSample map) {
    return map.isScores() || isCalledHeat(map) || map.mean() < NOTHING;
  }

  private static Proposal pairs(Grid grid, OutputSample heat) {
    List<OutputSample> pairs = grid.withColumns(2);
    OutputSample sizes = pairs.get(areSizesFirst(pairs.get(0), pairs.get(1)) ? 0 : 1);
    Map<String, Object> output = grid.output(sizes, heat);
    output.put("offsets", pairs.get(pairs.get(0) == sizes ? 1 : 0).name());
    output.put("units", "cell");
    // Logarithms of sides stay small; CenterFace has them, and writes y and height first.
    boolean logarithms = sizes.max() < MOST_LOGARITHM;
    output.put("box-format", logarithms ? "cycxhw" : "cxcywh");
    if (logarithms) {
      output.put("size-coding", "exp");
    }
    return proposal(grid, heat, output, "two maps with two numbers a cell");
  }

  /** Whether the first map has the sizes: its name says so, else its numbers are the larger. */
  private static boolean areSizesFirst(OutputSample first, OutputSample second) {
    String sizes = "(?i).*(wh|size|scale).*";
    String offsets = "(?i)(.*off.*|reg.*)";
    if (first.name().matches(sizes) || second.name().matches(offsets)) {
      return true;
    }
    boolean named = second.name().matches(sizes) || first.name().matches(offsets);
    return !named && first.max() > second.max();
  }

  private static Proposal distances(Grid grid, OutputSample heat, OutputSample distances) {
    Map<String, Object> output = grid.output(distances, heat);
    output.put("units", "pixel");
    return proposal(grid, heat, output, "a map with four distances a cell");
  }

  private static Proposal proposal(
      Grid grid, OutputSample heat, Map<String, Object> output, String geometry) {
    return new Proposal(
        "CenterNet (peaks of a heat map)",
        Certainty.OPEN,
        "it has a map of scores and " + geometry,
        Task.DETECTION,
        output,
        Classes.of(grid.columns(heat)),
        new Choice(0.3, 0.5, 100),
        null);
  }
}
