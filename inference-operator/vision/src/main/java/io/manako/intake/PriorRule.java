package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.InputSpec.Color;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises boxes that are coded against priors, by the number of the priors: RetinaFace (Deng et
 * al. 2019) and its slim forms, UltraFace. Other numbers of priors are unknown, and their file must
 * be given.
 */
final class PriorRule implements HeadRule {
  /** Rule of priors: sides of the squares of each cell in pixels, by map. */
  private record Priors(String family, List<Integer> strides, List<List<Integer>> sizes) {
    int rows(NetworkSample network) {
      int rows = 0;
      for (int i = 0; i < strides.size(); i++) {
        rows += network.cells(strides.get(i)) * sizes.get(i).size();
      }
      return rows;
    }
  }

  private static final Priors RETINA =
      new Priors(
          "RetinaFace",
          List.of(8, 16, 32),
          List.of(List.of(16, 32), List.of(64, 128), List.of(256, 512)));
  private static final Priors ULTRA =
      new Priors(
          "UltraFace",
          List.of(8, 16, 32, 64),
          List.of(List.of(10, 16, 24), List.of(32, 48), List.of(64, 96), List.of(128, 192, 256)));

  private static final InputConvention RETINA_INPUT =
      new InputConvention(
          "104,117,123",
          List.of(104f, 117f, 123f),
          List.of(1f, 1f, 1f),
          Color.BGR,
          "letterbox",
          "");

  /** Factors of centres and sizes: variances of 0.1 and 0.2. */
  private static final List<Integer> CODING = List.of(10, 10, 5, 5);

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    for (OutputSample boxes : network.withColumns(4)) {
      for (OutputSample scores : network.outputs()) {
        boolean classes = scores.columns() == 2 || scores.columns() == 3;
        if (classes && boxes.rank() == 3 && boxes.rows() == scores.rows()) {
          return List.of(RETINA, ULTRA).stream()
              .filter(priors -> priors.rows(network) == boxes.rows())
              .findFirst()
              .map(priors -> proposal(network, priors, boxes, scores));
        }
      }
    }
    return Optional.empty();
  }

  private static Proposal proposal(
      NetworkSample network, Priors priors, OutputSample boxes, OutputSample scores) {
    boolean decoded =
        BoxForm.of(boxes, network.side()).filter(f -> f.format().equals("xyxy")).isPresent();
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", decoded ? "decoded-boxes" : "ssd");
    output.put("boxes", boxes.name());
    output.put("scores", scores.name());
    output.put("activation", scores.isScores() ? "none" : "softmax");
    output.put("background", "first");
    if (decoded) {
      output.put("box-format", "xyxy");
      output.put("units", boxes.max() <= 2 ? "fraction" : "pixel");
    } else {
      coded(priors, output);
      keypoints(network, boxes, output);
    }
    return new Proposal(
        priors.family,
        Certainty.CERTAIN,
        boxes.rows() + " boxes are the priors of that family",
        Task.DETECTION,
        output,
        scores.columns() == 2 ? Classes.faces() : Classes.of(scores.columns() - 1),
        new Choice(0.5, priors.equals(ULTRA) ? 0.3 : 0.4, 100),
        convention(priors));
  }

  private static void coded(Priors priors, Map<String, Object> output) {
    output.put("coding", CODING);
    output.put("box-format", "cxcywh");
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("strides", priors.strides);
    rule.put("sizes", priors.sizes);
    if (priors.equals(ULTRA)) {
      rule.put("clip", true);
    }
    output.put("anchor-grid", rule);
  }

  private static void keypoints(
      NetworkSample network, OutputSample boxes, Map<String, Object> output) {
    network.withColumns(10).stream()
        .filter(points -> points.rows() == boxes.rows())
        .findFirst()
        .ifPresent(
            points -> {
              Map<String, Object> keypoints = new LinkedHashMap<>();
              keypoints.put("count", 5);
              keypoints.put("values", 2);
              keypoints.put("output", points.name());
              output.put("keypoints", keypoints);
            });
  }

  private static InputConvention convention(Priors priors) {
    return priors.equals(RETINA)
        ? RETINA_INPUT.because("RetinaFace is published for it")
        : InputConvention.of(127, 128).stretched().because("UltraFace is published for it");
  }
}
