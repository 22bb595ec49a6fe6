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
 * Recognises final results: TensorFlow's Object Detection API, DETR's labels, boxes and scores,
 * torchvision's three outputs, and one table of results (YOLOv10, YOLOv7 with its end).
 */
final class SuppressedRule implements HeadRule {
  private static final Choice CHOICE = new Choice(0.4, 0.9, 300);

  /** Most rows of a table of results; a grid of places has more. */
  private static final int MOST_ROWS = 1000;

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    return objectDetectionApi(network).or(() -> threeOutputs(network)).or(() -> oneTable(network));
  }

  private static Optional<Proposal> objectDetectionApi(NetworkSample network) {
    OutputSample boxes = named(network, "detection_boxes");
    OutputSample scores = named(network, "detection_scores");
    OutputSample labels = named(network, "detection_classes");
    if (boxes == null || scores == null || labels == null) {
      return Optional.empty();
    }
    Map<String, Object> output = outputs(boxes, scores, labels);
    OutputSample count = named(network, "num_detections");
    if (count != null) {
      output.put("count", count.name());
    }
    output.put("box-format", "yxyx");
    output.put("units", "fraction");
    output.put("first-label", 1);
    return Optional.of(
        new Proposal(
            "TensorFlow Object Detection API",
            Certainty.CERTAIN,
            "its outputs have the names of that API",
            Task.DETECTION,
            output,
            Classes.of(0),
            CHOICE,
            InputConvention.BYTES
                .stretched()
                .because("that API's models normalise pixels themselves")));
  }

  private static @Nullable OutputSample named(NetworkSample network, String name) {
    return network.outputs().stream()
        .filter(o -> o.name().equals(name) || o.name().startsWith(name + ":"))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Object> outputs(
      OutputSample boxes, OutputSample scores, OutputSample labels) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "detections");
    output.put("boxes", boxes.name());
    output.put("scores", scores.name());
    output.put("labels", labels.name());
    return output;
  }

  private static Optional<Proposal> threeOutputs(NetworkSample network) {
    List<OutputSample> all = network.outputs();
    for (OutputSample boxes : network.withColumns(4)) {
      OutputSample labels = column(all, boxes, true);
      OutputSample scores = column(all, boxes, false);
      if (!boxes.whole() && labels != null && scores != null) {
        return Optional.of(threeOutputs(network, boxes, scores, labels));
      }
    }
    return Optional.empty();
  }

  /** Returns the output with one number for each box: whole numbers are labels. */
  private static @Nullable OutputSample column(
      List<OutputSample> all, OutputSample boxes, boolean whole) {
    return all.stream()
        .filter(o -> o.rank() == boxes.rank() - 1)
        .filter(o -> o.values().length == boxes.rows())
        .filter(o -> whole ? o.whole() || isNamedLabels(o) : !o.whole() && !isNamedLabels(o))
        .filter(o -> whole || o.values().length == 0 || o.isScores())
        .findFirst()
        .orElse(null);
  }

  private static boolean isNamedLabels(OutputSample output) {
    return output.name().matches("(?i).*(label|class).*") && output.isWhole();
  }

  private static Proposal threeOutputs(
      NetworkSample network, OutputSample boxes, OutputSample scores, OutputSample labels) {
    Map<String, Object> output = outputs(boxes, scores, labels);
    boolean batched = boxes.rank() == 3;
    boolean detr = !network.furtherInputs().isEmpty();
    output.put("box-format", "xyxy");
    output.put("units", boxes.values().length > 0 && boxes.max() <= 2 ? "fraction" : "pixel");
    if (detr || hasZero(labels, scores)) {
      output.put("first-label", 0);
    } else if (!batched) {
      output.put("first-label", 1);
    }
    if (!batched) {
      output.put("batched", false);
    }
    return new Proposal(
        detr ? "DETR (labels, boxes, scores)" : "final boxes, labels and scores",
        detr ? Certainty.CERTAIN : Certainty.OPEN,
        "one output has four numbers a box, one a score and one the number of a class",
        Task.DETECTION,
        output,
        Classes.of(0),
        CHOICE,
        detr ? InputConvention.UNIT.stretched().because("exporters of that family use it") : null);
  }

  /** Whether a result has the label 0, so that labels count from 0; padding has no score. */
  private static boolean hasZero(OutputSample labels, OutputSample scores) {
    for (int i = 0; i < labels.values().length; i++) {
      if (labels.values()[i] == 0 && scores.values()[i] > 0) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Proposal> oneTable(NetworkSample network) {
    if (network.outputs().size() != 1) {
      return Optional.empty();
    }
    OutputSample table = network.outputs().get(0);
    boolean small = table.rank() >= 2 && table.rows() <= MOST_ROWS && table.rows() > 0;
    if (!small || table.columns() < 6 || table.columns() > 7) {
      return Optional.empty();
    }
    return table.columns() == 6 ? sixColumns(table) : sevenColumns(table);
  }

  private static Optional<Proposal> sixColumns(OutputSample table) {
    if (table.columns(4, 1).isScores() && table.columns(5, 1).isWhole()) {
      return Optional.of(table(table, List.of("box", "score", "label")));
    }
    if (table.columns(5, 1).isScores() && table.columns(4, 1).isWhole()) {
      return Optional.of(table(table, List.of("box", "label", "score")));
    }
    // PaddleDetection's order.
    return table.columns(1, 1).isScores() && table.columns(0, 1).isWhole()
        ? Optional.of(table(table, List.of("label", "score", "box")))
        : Optional.empty();
  }

  private static Optional<Proposal> sevenColumns(OutputSample table) {
    return table.columns(5, 1).isWhole() && table.columns(6, 1).isScores()
        ? Optional.of(table(table, List.of("batch", "box", "label", "score")))
        : Optional.empty();
  }

  private static Proposal table(OutputSample table, List<String> columns) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "detections");
    output.put("output", table.name());
    output.put("columns", columns);
    output.put("box-format", "xyxy");
    output.put("units", table.max() <= 2 ? "fraction" : "pixel");
    output.put("first-label", 0);
    if (table.rank() == 2) {
      output.put("batched", false);
    }
    return new Proposal(
        "YOLO with its suppression inside",
        Certainty.LIKELY,
        "its only output is a short table of boxes, scores and whole numbers",
        Task.DETECTION,
        output,
        Classes.of(0),
        CHOICE,
        InputConvention.UNIT.because("exporters of that family use it"));
  }
}
