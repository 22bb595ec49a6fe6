package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises heat maps with sizes and offsets (Zhou et al. 2019, Objects as Points, section 3):
 * three maps of one size, two of them with two channels.
 */
final class PeakRule implements HeadRule {
  private static final float MOST_LOGARITHM = 6;

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    List<OutputSample> maps = network.outputs().stream().filter(o -> o.rank() == 4).toList();
    if (maps.size() < 3) {
      return Optional.empty();
    }
    List<OutputSample> pairs = maps.stream().filter(o -> o.shape().dim(1) == 2).toList();
    Optional<OutputSample> heat =
        maps.stream().filter(o -> o.shape().dim(1) != 2 && isHeat(o)).findFirst();
    if (pairs.size() != 2 || heat.isEmpty() || !sameExtents(maps)) {
      return Optional.empty();
    }
    int stride = network.input().height() / heat.get().shape().dim(2);
    boolean fits =
        stride > 0
            && network.hasExtents(stride, heat.get().shape().dim(2), heat.get().shape().dim(3));
    return fits ? Optional.of(proposal(heat.get(), pairs, stride)) : Optional.empty();
  }

  private static boolean isHeat(OutputSample output) {
    return output.isScores() || output.name().matches("(?i).*(hm|heat|cls|537).*");
  }

  private static boolean sameExtents(List<OutputSample> maps) {
    return maps.stream().map(o -> List.of(o.shape().dim(2), o.shape().dim(3))).distinct().count()
        == 1;
  }

  private static Proposal proposal(OutputSample heat, List<OutputSample> pairs, int stride) {
    // Offsets are parts of a cell; sizes are larger.
    boolean firstIsSizes = pairs.get(0).max() > pairs.get(1).max();
    OutputSample sizes = pairs.get(firstIsSizes ? 0 : 1);
    OutputSample offsets = pairs.get(firstIsSizes ? 1 : 0);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "centers");
    output.put("sizes", sizes.name());
    output.put("offsets", offsets.name());
    output.put("scores", heat.name());
    output.put("activation", heat.isScores() ? "none" : "sigmoid");
    output.put("layout", "nchw");
    output.put("stride", stride);
    output.put("units", "cell");
    // Logarithms of sides stay small; CenterFace has them, and writes y and height first.
    boolean logarithms = sizes.max() < MOST_LOGARITHM;
    output.put("box-format", logarithms ? "cycxhw" : "cxcywh");
    if (logarithms) {
      output.put("size-coding", "exp");
    }
    return new Proposal(
        "CenterNet (heat map, sizes, offsets)",
        Certainty.OPEN,
        "it has a map of scores and two maps with two numbers a cell",
        Task.DETECTION,
        output,
        Classes.of(heat.shape().dim(1)),
        new Choice(0.3, 0.5, 100),
        null);
  }
}
