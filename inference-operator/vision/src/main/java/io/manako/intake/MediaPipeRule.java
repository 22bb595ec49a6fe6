package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises MediaPipe's single-shot detectors (Bazarevsky et al. 2019, BlazeFace, section 3): a
 * box and key points for each anchor, coded in pixels against anchors of the input's size.
 */
final class MediaPipeRule implements HeadRule {
  /** Strides of the maps, and boxes of each cell by map. */
  private record Grid(List<Integer> strides, List<Integer> boxes) {
    int rows(NetworkSample network) {
      int rows = 0;
      for (int i = 0; i < strides.size(); i++) {
        rows += network.cells(strides.get(i)) * boxes.get(i);
      }
      return rows;
    }
  }

  private static final List<Grid> GRIDS =
      List.of(
          new Grid(List.of(8, 16), List.of(2, 6)),
          new Grid(List.of(16, 32), List.of(2, 6)),
          new Grid(List.of(4), List.of(1)),
          new Grid(List.of(8, 16, 32), List.of(2, 2, 6)));

  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    for (OutputSample scores : network.withColumns(1)) {
      for (OutputSample boxes : network.outputs()) {
        boolean coded = boxes.columns() >= 8 && boxes.columns() <= 18 && boxes.columns() % 2 == 0;
        if (coded && boxes.rows() == scores.rows()) {
          Optional<Grid> grid =
              GRIDS.stream().filter(g -> g.rows(network) == boxes.rows()).findFirst();
          if (grid.isPresent() && network.input().width() == network.input().height()) {
            return Optional.of(proposal(network, boxes, scores, grid.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Proposal proposal(
      NetworkSample network, OutputSample boxes, OutputSample scores, Grid grid) {
    int side = network.side();
    int points = (boxes.columns() - 4) / 2;
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "ssd");
    output.put("boxes", boxes.name());
    output.put("scores", scores.name());
    output.put("activation", scores.isScores() ? "none" : "sigmoid");
    output.put("background", "none");
    output.put("coding", Collections.nCopies(4, side));
    output.put("box-format", "cxcywh");
    output.put("size-coding", "linear");
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("strides", grid.strides);
    rule.put("sizes", grid.boxes.stream().map(count -> Collections.nCopies(count, side)).toList());
    output.put("anchor-grid", rule);
    Map<String, Object> keypoints = new LinkedHashMap<>();
    keypoints.put("count", points);
    keypoints.put("values", 2);
    output.put("keypoints", keypoints);
    return new Proposal(
        "MediaPipe detector (BlazeFace and its like)",
        Certainty.CERTAIN,
        boxes.rows()
            + " anchors with "
            + boxes.columns()
            + " columns are those of such a network at "
            + side
            + " pixels",
        Task.DETECTION,
        output,
        classes(points),
        new Choice(0.5, 0.3, 100),
        (points == 7 ? InputConvention.UNIT : InputConvention.SIGNED)
            .because("MediaPipe uses it for that network"));
  }

  private static Classes classes(int points) {
    return switch (points) {
      case 6 -> Classes.faces();
      case 7 -> new Classes(1, "palm");
      default -> new Classes(1, "person");
    };
  }
}
