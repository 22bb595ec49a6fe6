package io.manako.intake;

import io.manako.intake.Proposal.Choice;
import io.manako.model.ModelException;
import io.manako.model.NearestName;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the description of a network together, with the reason of each choice as a comment. */
final class SpecDraft {
  /** Key that is short for {@code input.mean}, {@code input.std}. */
  static final String RANGE = "input.range";

  /** Key of the file with an SSD's anchors; the user gives a path to it. */
  static final String ANCHORS = "output.anchors";

  /** Name of that file beside the network. */
  static final String ANCHORS_FILE = "anchors.bin";

  private final Request request;
  private final PictureInput input;
  private final Map<String, List<Integer>> constants;

  SpecDraft(Request request, PictureInput input, Map<String, List<Integer>> constants) {
    this.request = request;
    this.input = input;
    this.constants = constants;
  }

  /**
   * Returns the range that the user asked for.
   *
   * @throws ModelException with the known ones, if there is no such range
   */
  static InputConvention range(String name) {
    return InputConvention.RANGES.stream()
        .filter(range -> range.range().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "--set %s=%s is unknown; %s"
                        .formatted(
                            RANGE,
                            name,
                            NearestName.hint(
                                name,
                                InputConvention.RANGES.stream()
                                    .map(InputConvention::range)
                                    .toList()))))
        .because("given with --set");
  }

  Draft of(Proposal proposal, InputConvention convention, LabelChoice labels) {
    Draft draft = new Draft();
    draft.set("name", request.name());
    draft.set("version", "1", "raise it when the weights change");
    draft.set("task", proposal.task().name().toLowerCase(Locale.ROOT));
    draft.set("licence", "unknown", "shown by models show, never checked");
    draft.set("source", request.source());
    input(draft, proposal.task(), convention);
    proposal.output().forEach((key, value) -> draft.set("output." + key, value));
    draft.set("output.kind", proposal.output().get("kind"), comment(proposal));
    draft.set("labels.file", "labels.txt", labels.because());
    draft.set("labels.first-class-id", labels.firstClassId());
    draft.set("labels.map", labels.map());
    if (proposal.task() == Task.DETECTION) {
      detection(draft, proposal.choice());
    }
    Map<String, String> given = new LinkedHashMap<>(request.settings());
    given.remove(RANGE);
    given.computeIfPresent(ANCHORS, (key, path) -> ANCHORS_FILE);
    draft.override(given);
    requireAnchors(draft, proposal);
    return draft;
  }

  private static void requireAnchors(Draft draft, Proposal proposal) {
    boolean coded = "ssd".equals(proposal.output().get("kind"));
    if (coded
        && !draft.has(ANCHORS)
        && !draft.has("output.anchor-grid")
        && !draft.has("output.anchors-output")) {
      throw new ModelException(
          "the boxes are coded against anchors that the file does not hold; give them: --set"
              + " output.anchors=FILE (little-endian float32 rows of centre y, centre x, height, width"
              + " as fractions), or their rule: --set output.anchor-grid='{strides: …, sizes: …}'");
    }
  }

  private static String comment(Proposal proposal) {
    return proposal.family() + ": " + proposal.reason();
  }

  private void input(Draft draft, Task task, InputConvention range) {
    InputConvention convention = range.of(input.channels());
    draft.set("input.name", input.name());
    draft.set("input.layout", input.layout().name().toLowerCase(Locale.ROOT));
    draft.set("input.width", input.width());
    draft.set("input.height", input.height());
    boolean crop = task == Task.CLASSIFICATION && convention.range().equals("imagenet");
    String usual = task == Task.DETECTION ? "letterbox" : crop ? "center-crop" : "stretch";
    draft.set(
        "input.resize",
        convention.resize().isEmpty() ? usual : convention.resize(),
        "stretch, letterbox or (classifiers) center-crop");
    if (crop) {
      draft.set("input.crop-fraction", 0.875);
    }
    draft.set("input.color", convention.color().name().toLowerCase(Locale.ROOT));
    draft.set(
        "input.mean",
        convention.mean(),
        "(pixel - mean) / std, pixels 0 to 255; " + convention.because());
    draft.set("input.std", convention.std());
    if (!constants.isEmpty()) {
      draft.set("input.constants", constants, "size of the picture that boxes are scaled to");
    }
  }

  private static void detection(Draft draft, Choice choice) {
    draft.set("detection.score-threshold", choice.score(), "lower scores are dropped");
    draft.set(
        "detection.iou-threshold",
        choice.iou(),
        "boxes that overlap a better one more are dropped");
    draft.set("detection.max-detections", choice.most());
  }
}
