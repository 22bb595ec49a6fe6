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
 * Recognises one output with decoded boxes and scores of all cells: YOLOv5 and v7 (three boxes a
 * cell and an objectness), YOLOv8 to v12 (one box a cell, columns before rows).
 */
final class YoloRule implements HeadRule {
  private static final int ANCHORS = 3;

  /** Columns of a mask's coefficients in Ultralytics' segmenters. */
  private static final int MASK_COLUMNS = 32;

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    for (OutputSample output : network.outputs()) {
      if (output.rank() == 3 && output.shape().dim(0) == 1 && hasOwnBoxes(network, output)) {
        Optional<Table> table = table(network, output);
        if (table.isPresent() && isDecoded(network, table.get().rows)) {
          return Optional.of(proposal(network, table.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether no other output has the boxes of the same places, as with YOLO-NAS. */
  private static boolean hasOwnBoxes(NetworkSample network, OutputSample output) {
    return network.withColumns(4).stream()
        .noneMatch(other -> other.rank() == 3 && other.rows() == output.rows());
  }

  /** Output as rows of columns. */
  private record Table(OutputSample rows, boolean transposed, boolean objectness) {}

  private static Optional<Table> table(NetworkSample network, OutputSample output) {
    int second = output.shape().dim(1);
    int last = output.columns();
    if (last >= 6 && !network.stridesOf(second, ANCHORS).isEmpty()) {
      return Optional.of(new Table(output, false, true));
    }
    if (second >= 5 && !network.stridesOf(last, 1).isEmpty()) {
      return Optional.of(new Table(output.transposed(), true, false));
    }
    if (last >= 5 && !network.stridesOf(second, 1).isEmpty()) {
      return Optional.of(new Table(output, false, hasObjectness(network, output)));
    }
    return Optional.empty();
  }

  /** YOLOX decodes one box a cell and keeps an objectness; later YOLOs have none. */
  private static boolean hasObjectness(NetworkSample network, OutputSample output) {
    int names = ExporterNotes.of(network.metadata()).names().size();
    return names > 0 ? output.columns() - names == 5 : output.columns() == 85;
  }

  private static boolean isDecoded(NetworkSample network, OutputSample rows) {
    return BoxForm.of(rows.columns(0, 4), network.side()).isPresent();
  }

  private static Proposal proposal(NetworkSample network, Table table) {
    ExporterNotes notes = ExporterNotes.of(network.metadata());
    OutputSample boxes = table.rows.columns(0, 4);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "yolo");
    output.put("output", table.rows.name());
    output.put("objectness", table.objectness);
    if (table.transposed) {
      output.put("transposed", true);
    }
    int before = table.objectness ? 5 : 4;
    int classes = classes(network, notes, table.rows.columns() - before);
    if (classes < table.rows.columns() - before) {
      output.put("classes", classes);
    }
    BoxForm form = BoxForm.of(boxes, network.side()).orElseThrow();
    output.put("box-format", form.format());
    output.put("units", form.units());
    OutputSample scores = table.rows.columns(4, before - 4 + classes);
    output.put("activation", scores.isScores() ? "none" : "sigmoid");
    keypoints(notes, output);
    return new Proposal(
        table.objectness
            ? "YOLO with an objectness (v5, v7)"
            : "YOLO without an objectness (v8 to v12)",
        Certainty.CERTAIN,
        table.rows.rows() + " rows are the cells of such a network, and their boxes are decoded",
        Task.DETECTION,
        output,
        Classes.of(classes),
        new Choice(0.3, table.objectness ? 0.45 : 0.7, 300),
        convention(network, table));
  }

  private static InputConvention convention(NetworkSample network, Table table) {
    boolean oneBox = !network.stridesOf(table.rows.rows(), 1).isEmpty();
    // YOLOv6 keeps the column of the objectness and fills it with ones.
    boolean decides = table.rows.columns(4, 1).min() < 0.99f;
    return table.objectness && oneBox && decides
        ? InputConvention.BYTES.bgr().because("YOLOX is published for it")
        : InputConvention.UNIT.because("YOLO's exporters use it");
  }

  private static int classes(NetworkSample network, ExporterNotes notes, int columns) {
    if (!notes.names().isEmpty() && notes.names().size() <= columns) {
      return notes.names().size();
    }
    boolean masks = network.outputs().stream().anyMatch(o -> o.rank() == 4);
    return masks && columns > MASK_COLUMNS ? columns - MASK_COLUMNS : columns;
  }

  private static void keypoints(ExporterNotes notes, Map<String, Object> output) {
    List<Integer> points = notes.keypoints();
    if (points.size() == 2) {
      Map<String, Object> keypoints = new LinkedHashMap<>();
      keypoints.put("count", points.get(0));
      keypoints.put("values", points.get(1));
      output.put("keypoints", keypoints);
    }
  }
}
