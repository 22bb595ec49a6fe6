package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises an output with four numbers for each place and one with scores for each place: final
 * boxes as corners or centres (DETR, YOLO-NAS), else boxes coded against anchors, whose file the
 * user must give.
 */
final class BoxesAndScoresRule implements HeadRule {
  /** Strides of TensorFlow's SSDs with MobileNets; the first map has three boxes a cell. */
  private static final List<Integer> SSD_STRIDES = List.of(16, 32, 64, 128, 256, 512);

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    for (OutputSample boxes : network.withColumns(4)) {
      OutputSample scores = scores(network, boxes);
      if (boxes.rank() == 3 && scores != null) {
        return Optional.of(proposal(network, boxes, scores));
      }
    }
    return Optional.empty();
  }

  private static @Nullable OutputSample scores(NetworkSample network, OutputSample boxes) {
    return network.outputs().stream()
        .filter(o -> o != boxes && o.rank() == 3 && o.rows() == boxes.rows())
        .filter(o -> o.isScores() || o.name().matches("(?i).*(score|logit|cls|class|conf|prob).*"))
        .findFirst()
        .orElse(null);
  }

  private static Proposal proposal(NetworkSample network, OutputSample boxes, OutputSample scores) {
    Optional<BoxForm> form = BoxForm.of(boxes, network.side());
    ScoreForm read = ScoreForm.of(scores, network.isTensorFlow());
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", form.isPresent() ? "decoded-boxes" : "ssd");
    output.put("boxes", boxes.name());
    output.put("scores", scores.name());
    read.put(output);
    form.ifPresent(f -> f.put(output));
    boolean detr = form.filter(f -> f.format().equals("cxcywh")).isPresent();
    if (form.isEmpty()) {
      coded(network, boxes, output);
    }
    return new Proposal(
        form.isEmpty() ? "boxes coded against anchors (SSD)" : detr ? "DETR" : "final boxes",
        Certainty.OPEN,
        "one output has four numbers for each place, another " + scores.columns() + " scores",
        Task.DETECTION,
        output,
        Classes.of(read.classes()),
        new Choice(0.4, detr ? 0.9 : 0.5, 100),
        detr && read.background().equals("last")
            ? InputConvention.IMAGENET.stretched().because("DETR is published for it")
            : null);
  }

  /** Adds TensorFlow's coding, and its rule of anchors where their number is that of the rule. */
  private static void coded(NetworkSample network, OutputSample boxes, Map<String, Object> output) {
    output.put("coding", List.of(10, 10, 5, 5));
    output.put("box-format", network.isTensorFlow() ? "cycxhw" : "cxcywh");
    int rows = 0;
    for (int i = 0; i < SSD_STRIDES.size(); i++) {
      rows += network.cells(SSD_STRIDES.get(i)) * (i == 0 ? 3 : 6);
    }
    if (rows == boxes.rows()) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("strides", SSD_STRIDES);
      rule.put("min-scale", 0.2);
      rule.put("max-scale", 0.95);
      rule.put("ratios", List.of(1, 2, 0.5, 3, 0.3333));
      rule.put("reduced-lowest", true);
      output.put("anchor-grid", rule);
    }
  }
}
