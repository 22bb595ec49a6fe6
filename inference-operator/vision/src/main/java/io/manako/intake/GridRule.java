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
 * Recognises one output with all cells of all levels whose boxes are not decoded yet: YOLOX (Ge et
 * al. 2021, section 2.2) and NanoDet-Plus.
 */
final class GridRule implements HeadRule {
  /** Greatest raw coordinate; decoded boxes reach to the input's side. */
  private static final float MOST_RAW = 16;

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    if (network.outputs().size() != 1 || network.outputs().get(0).rank() != 3) {
      return Optional.empty();
    }
    OutputSample output = network.outputs().get(0);
    List<Integer> strides = network.stridesOf(output.rows(), 1);
    if (strides.isEmpty() || output.columns() < 6) {
      return Optional.empty();
    }
    return yolox(output, strides).or(() -> nanodetPlus(output, strides));
  }

  private static Optional<Proposal> yolox(OutputSample output, List<Integer> strides) {
    OutputSample boxes = output.columns(0, 4);
    OutputSample scores = output.columns(4, output.columns() - 4);
    boolean raw = Math.max(boxes.max(), -boxes.min()) < MOST_RAW;
    if (!raw || !scores.isScores()) {
      return Optional.empty();
    }
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("kind", "yolox");
    head.put("output", output.name());
    head.put("strides", strides);
    return Optional.of(
        new Proposal(
            "YOLOX",
            Certainty.CERTAIN,
            output.rows()
                + " rows are the cells of the strides "
                + strides
                + ", and their boxes are not decoded",
            Task.DETECTION,
            head,
            Classes.of(output.columns() - 5),
            new Choice(0.3, 0.45, 100),
            InputConvention.BYTES.bgr().because("YOLOX is published for it")));
  }

  private static Optional<Proposal> nanodetPlus(OutputSample output, List<Integer> strides) {
    int bins = 32;
    int classes = output.columns() - bins;
    if (classes < 1 || !output.columns(0, classes).isScores()) {
      return Optional.empty();
    }
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("kind", "distances");
    head.put("output", output.name());
    head.put("strides", strides);
    head.put("reg-max", bins / 4 - 1);
    head.put("cell-offset", 0);
    return Optional.of(
        new Proposal(
            "NanoDet-Plus",
            Certainty.LIKELY,
            "classes are followed by four distributions of eight bins",
            Task.DETECTION,
            head,
            Classes.of(classes),
            new Choice(0.35, 0.6, 100),
            InputConvention.IMAGENET.bgr().stretched().because("NanoDet is published for it")));
  }
}
