package io.manako.intake;

import io.manako.intake.Levels.Role;
import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises heads that give each level of the network as outputs of its own: YuNet and YOLOX
 * (objectness), NanoDet and PicoDet (distributions), FCOS and SCRFD (plain distances).
 */
final class LevelRule implements HeadRule {
  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    return Levels.of(network).flatMap(levels -> propose(network, levels));
  }

  private static Optional<Proposal> propose(NetworkSample network, Levels levels) {
    Role boxes = levels.boxes();
    Role scores = levels.scores();
    if (boxes == null || scores == null) {
      return levels.joined().map(joined -> joinedLevels(levels, joined));
    }
    Role keypoints = levels.keypoints();
    Role objectness = levels.objectness();
    if (boxes.columns() == 4 && keypoints != null && objectness != null) {
      return Optional.of(yunet(levels, keypoints, objectness));
    }
    return Optional.of(distances(network, levels, boxes, scores));
  }

  private static Map<String, Object> outputs(Levels levels, String kind) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", kind);
    put(output, "boxes", levels.boxes());
    put(output, "scores", levels.scores());
    put(output, "objectness", levels.objectness());
    output.put("strides", levels.strides());
    return output;
  }

  private static void put(Map<String, Object> output, String key, @Nullable Role role) {
    if (role != null) {
      output.put(key, role.names());
    }
  }

  private static Proposal yunet(Levels levels, Role keypoints, Role objectness) {
    Map<String, Object> output = outputs(levels, "yolox");
    output.put("score-rule", "geometric-mean");
    output.put("activation", objectness.sample().isScores() ? "none" : "sigmoid");
    axes(levels, output);
    keypoints(keypoints, output);
    return new Proposal(
        "YuNet",
        Certainty.CERTAIN,
        "each level has a class, an objectness, a box and five key points",
        Task.DETECTION,
        output,
        Classes.faces(),
        new Choice(0.6, 0.3, 100),
        InputConvention.BYTES.bgr().because("YuNet is published for it"));
  }

  private static void keypoints(Role keypoints, Map<String, Object> output) {
    Map<String, Object> points = new LinkedHashMap<>();
    points.put("count", keypoints.columns() / 2);
    points.put("values", 2);
    points.put("output", keypoints.names());
    output.put("keypoints", points);
  }

  private static Proposal distances(NetworkSample network, Levels levels, Role boxes, Role scores) {
    Map<String, Object> output = outputs(levels, "distances");
    boolean distributed = boxes.columns() > 4;
    if (distributed) {
      output.put("reg-max", boxes.columns() / 4 - 1);
    }
    if (levels.boxesPerCell() > 1) {
      output.put("anchors-per-cell", levels.boxesPerCell());
      output.put("cell-offset", 0);
    }
    output.put("activation", scores.sample().isScores() ? "none" : "sigmoid");
    axes(levels, output);
    Role keypoints = levels.keypoints();
    if (keypoints != null) {
      keypoints(keypoints, output);
    }
    boolean faces = scores.columns() == 1 && (keypoints != null || levels.boxesPerCell() == 2);
    return new Proposal(
        distributed ? "NanoDet (distances as distributions)" : "distances from cells (FCOS, SCRFD)",
        distributed || faces ? Certainty.CERTAIN : Certainty.OPEN,
        "each level has scores and " + boxes.columns() + " numbers for a box",
        Task.DETECTION,
        output,
        faces ? Classes.faces() : Classes.of(scores.columns()),
        new Choice(0.35, 0.5, 100),
        convention(network, distributed, faces));
  }

  private static @Nullable InputConvention convention(
      NetworkSample network, boolean distributed, boolean faces) {
    if (faces) {
      return InputConvention.of(127.5f, 128).because("SCRFD is published for it");
    }
    boolean nanodet =
        distributed && network.outputs().stream().anyMatch(o -> o.name().contains("stride"));
    return nanodet
        ? InputConvention.IMAGENET.bgr().stretched().because("NanoDet is published for it")
        : distributed
            ? InputConvention.IMAGENET
                .stretched()
                .because("PicoDet and its like are published for it")
            : null;
  }

  private static Proposal joinedLevels(Levels levels, Role joined) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "yolox");
    output.put("output", joined.names());
    output.put("strides", levels.strides());
    OutputSample scores = joined.sample().columns(4, joined.columns() - 4);
    output.put("activation", scores.isScores() ? "none" : "sigmoid");
    axes(levels, output);
    return new Proposal(
        "YOLOX",
        Certainty.LIKELY,
        "each level has a box, an objectness and classes",
        Task.DETECTION,
        output,
        Classes.of(joined.columns() - 5),
        new Choice(0.3, 0.45, 100),
        InputConvention.BYTES.bgr().because("YOLOX is published for it"));
  }

  private static void axes(Levels levels, Map<String, Object> output) {
    if (levels.transposed()) {
      output.put("transposed", true);
    }
    if (!levels.batched()) {
      output.put("batched", false);
    }
  }
}
