package io.manako.cli.models;

import io.manako.cli.drawing.ResultMarks;
import io.manako.image.Annotator;
import io.manako.intake.Adoption;
import io.manako.media.Pictures;
import io.manako.model.Model;
import io.manako.model.VisibleText;
import io.manako.operator.Answered;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says what an import recognised, assumed and saw. */
final class ImportReport {
  private static final int SHOWN = 5;

  private final PrintWriter out;
  private final TrialPicture trial;

  ImportReport(PrintWriter out, TrialPicture trial) {
    this.out = out;
    this.trial = trial;
  }

  /** Prints what was recognised. */
  void adopted(Model model, Adoption adoption) {
    say(model.spec().name() + " is in " + model.folder());
    adoption.known().forEach(known -> say("  " + known));
    adoption.assumed().forEach(assumed -> say("  assumed: " + assumed));
  }

  /** Prints what the engines answered, and draws the answer. */
  void tried(Model model, List<EngineTrial> trials, Path target) throws IOException {
    trials.forEach(t -> say("  " + t.text()));
    if (EngineTrial.differ(trials)) {
      say("  the engines find different objects in this picture; compare both with --engine");
    }
    Answered answer =
        trials.stream()
            .map(EngineTrial::answer)
            .filter(a -> a != null)
            .findFirst()
            .orElse(Answered.EMPTY);
    Pictures.writePng(Annotator.draw(trial.image(), ResultMarks.of(answer)), target);
    say("  on %s: %s; drawn in %s".formatted(trial.name(), found(answer), target));
    say(
        "Use it: ./manako %s FILE --model %s".formatted(command(model), model.spec().name())
            + (trials.get(0).answer() == null ? " --engine onnxruntime" : ""));
  }

  private static String command(Model model) {
    return switch (model.spec().task()) {
      case DETECTION -> "detect";
      case CLASSIFICATION -> "classify";
      case SEGMENTATION -> "segment";
    };
  }

  private static String found(Answered answer) {
    List<String> found =
        answer.detections().stream()
            .map(d -> String.format(Locale.ROOT, "%s %.2f", d.label(), d.score()))
            .toList();
    if (found.isEmpty()) {
      found =
          answer.segments().stream()
              .map(s -> String.format(Locale.ROOT, "%s %.0f %%", s.label(), 100 * s.share()))
              .toList();
    }
    if (found.isEmpty()) {
      found =
          answer.classifications().stream()
              .flatMap(c -> c.topK().stream())
              .map(c -> String.format(Locale.ROOT, "%s %.2f", c.label(), c.score()))
              .toList();
    }
    String first = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
    int more = found.size() - SHOWN;
    return found.isEmpty() ? "nothing found" : more > 0 ? first + " and " + more + " more" : first;
  }

  private void say(String sentence) {
    out.println(VisibleText.of(sentence));
    out.flush();
  }
}
