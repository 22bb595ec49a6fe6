package io.manako.intake;

import io.manako.intake.Proposal.Choice;
import io.manako.model.ModelException;
import io.manako.model.NearestName;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts the description of a network together, with the reason of each choice as a comment. */
final class SpecDraft {
  /** Key that is short for {@code input.mean}, {@code input.std}. */
  static final String RANGE = "input.range";

  /** Key of the file with an SSD's anchors; the user gives a path to it. */
  static final String ANCHORS = "output.anchors";

  /** Name of that file beside the network. */
  static final String ANCHORS_FILE = "anchors.bin";

  /** Key that is short for the anchors and the coding of a published YOLO. */
  static final String YOLO = "output.yolo";

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
    version(proposal).ifPresent(version -> put(draft, version));
    draft.set("output.kind", proposal.output().get("kind"), comment(proposal));
    draft.set("labels.file", "labels.txt", labels.because());
    draft.set("labels.first-class-id", labels.firstClassId());
    draft.set("labels.map", labels.map());
    if (proposal.task() == Task.DETECTION) {
      detection(draft, proposal.choice());
    }
    Map<String, String> given = new LinkedHashMap<>(request.settings());
    given.remove(RANGE);
    given.remove(YOLO);
    given.computeIfPresent(ANCHORS, (key, path) -> ANCHORS_FILE);
    draft.override(given);
    requireAnchors(draft, proposal);
    requireAnchorSizes(draft, proposal);
    return draft;
  }

  /** Returns the YOLO that the user, or the file's name, says it is. */
  private Optional<YoloVersion> version(Proposal proposal) {
    if (!"yolo-maps".equals(proposal.output().get("kind"))) {
      return Optional.empty();
    }
    String given = request.settings().get(YOLO);
    if (given == null) {
      return YoloVersion.inFileName(request.source())
          .filter(version -> version.sizes().size() == strides(proposal));
    }
    YoloVersion version =
        YoloVersion.of(given)
            .orElseThrow(
                () ->
                    new ModelException(
                        "--set %s=%s is unknown; %s"
                            .formatted(YOLO, given, NearestName.hint(given, YoloVersion.names()))));
    if (version.sizes().size() != strides(proposal)) {
      throw new ModelException(
          "YOLO %s has %s levels, but the network has %s"
              .formatted(given, version.sizes().size(), strides(proposal)));
    }
    return Optional.of(version);
  }

  private static int strides(Proposal proposal) {
    return proposal.output().get("strides") instanceof List<?> strides ? strides.size() : 0;
  }

  private void put(Draft draft, YoloVersion version) {
    boolean given = request.settings().containsKey(YOLO);
    draft.set(
        "output.anchor-sizes",
        version.sizes(),
        "published anchors of YOLO "
            + version.name()
            + (given ? "" : ", which the file's name states"));
    version.keys().forEach((key, value) -> draft.set("output." + key, value));
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

  private static void requireAnchorSizes(Draft draft, Proposal proposal) {
    if ("yolo-maps".equals(proposal.output().get("kind")) && !draft.has("output.anchor-sizes")) {
      throw new ModelException(
          "it is a %s (%s), and the file holds no anchors; give its version: --set %s=%s; or, for anchors of your own, --set output.anchor-sizes='[[width, height, …], …]' and --set output.size-coding=exp (v2 to v4) or square (v5, v7)"
              .formatted(
                  proposal.family(),
                  proposal.reason(),
                  YOLO,
                  String.join(", ", YoloVersion.names())));
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
