package io.manako.intake;

import io.manako.model.Task;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Meaning of a network's outputs, as a rule of recognition proposes it.
 *
 * @param family name of the family, as the field knows it
 * @param certainty strength of the evidence
 * @param reason evidence, as the end of a sentence that starts with "because"
 * @param task result of the network
 * @param output values of the section {@code output} by key, in the order of the file
 * @param classes classes that the network tells apart
 * @param choice thresholds of a detector
 * @param convention preparation of pictures in that family; null if the head leaves it open
 */
record Proposal(
    String family,
    Certainty certainty,
    String reason,
    Task task,
    Map<String, Object> output,
    Classes classes,
    Choice choice,
    @Nullable InputConvention convention) {

  /** Strength of the evidence for a proposal. */
  enum Certainty {
    /** Names, counts and values fit one family only. */
    CERTAIN,
    /** Counts and values fit; another family with such outputs is rare. */
    LIKELY,
    /** Values leave more than one reading; a found object must decide. */
    OPEN
  }

  /**
   * Classes of a network.
   *
   * @param count number of classes without the background; 0 if the outputs do not say
   * @param only name of the only class, where the family has one; empty otherwise
   */
  record Classes(int count, String only) {
    static Classes of(int count) {
      return new Classes(count, "");
    }

    static Classes faces() {
      return new Classes(1, "face");
    }
  }

  /**
   * Thresholds.
   *
   * @param score lowest score of a detection, 0 … 1
   * @param iou overlap above which the weaker of two boxes is dropped, 0 … 1
   * @param most greatest number of detections in a frame
   */
  record Choice(double score, double iou, int most) {
    static final Choice NONE = new Choice(0, 0, 1);
  }

  Proposal {
    output = Collections.unmodifiableMap(new LinkedHashMap<>(output));
  }

  /** Returns the same proposal with another value of the section {@code output}. */
  Proposal with(String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(output);
    changed.put(key, value);
    return new Proposal(family, certainty, reason, task, changed, classes, choice, convention);
  }

  /** Returns the other readings that a found object must rule out, best first. */
  List<Proposal> alternatives() {
    if (certainty != Certainty.OPEN) {
      return List.of();
    }
    if (!output.containsKey("box-format")) {
      return output.get("kind").equals("centers") ? List.of(with("units", "cell")) : List.of();
    }
    String format = String.valueOf(output.get("box-format"));
    return switch (format) {
      case "xyxy" -> List.of(with("box-format", "yxyx"));
      case "yxyx" -> List.of(with("box-format", "xyxy"));
      case "cxcywh" -> List.of(with("box-format", "cycxhw"));
      case "cycxhw" -> List.of(with("box-format", "cxcywh"));
      default -> List.of();
    };
  }
}
