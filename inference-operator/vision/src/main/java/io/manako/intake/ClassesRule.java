package io.manako.intake;

import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Proposal.Choice;
import io.manako.intake.Proposal.Classes;
import io.manako.model.Task;
import io.manako.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises one output with a score for each class: [N, C], [N, C, 1, 1] or [N, 1, 1, C]. */
final class ClassesRule implements HeadRule {
  @Override
  public Optional<Proposal> propose(NetworkSample network) {
    if (network.outputs().size() != 1) {
      return Optional.empty();
    }
    OutputSample scores = network.outputs().get(0);
    int count = scores.values().length;
    boolean flat = scores.rank() == 2 || (scores.rank() == 4 && hasOneCell(scores, count));
    if (!flat || count < 2 || scores.shape().dim(0) != 1) {
      return Optional.empty();
    }
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("kind", "classes");
    output.put("scores", scores.name());
    OutputSample row =
        new OutputSample(scores.name(), Shape.of(1, count), scores.whole(), scores.values());
    output.put("activation", row.isScores() ? "none" : "softmax");
    if (row.isScores() && !row.isShares()) {
      output.put("threshold", 0.5);
    }
    return Optional.of(
        new Proposal(
            row.isScores() && !row.isShares() ? "multi-label classifier" : "classifier",
            Certainty.LIKELY,
            "its only output has " + count + " numbers a picture",
            Task.CLASSIFICATION,
            output,
            Classes.of(count),
            Choice.NONE,
            convention(network, count)));
  }

  private static boolean hasOneCell(OutputSample scores, int count) {
    return scores.shape().dim(1) == count || scores.columns() == count;
  }

  private static @Nullable InputConvention convention(NetworkSample network, int count) {
    boolean imagenet = count == 1000 && network.producer().startsWith("pytorch");
    return imagenet
        ? InputConvention.IMAGENET.because("PyTorch's classifiers of ImageNet use it")
        : null;
  }
}
