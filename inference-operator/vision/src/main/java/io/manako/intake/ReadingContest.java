package io.manako.intake;

import io.manako.detect.Detection;
import io.manako.engine.EngineException;
import io.manako.intake.Proposal.Certainty;
import io.manako.intake.Verdict.Kind;
import io.manako.model.ModelException;
import io.manako.model.ModelSpecFile;
import io.manako.model.ModelStore;
import io.manako.model.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tries all readings of a network on the trial picture and on other views of it. */
final class ReadingContest {
  /** Factor by which a reading must beat a more usual one. */
  private static final double CLEARLY = 1.1;

  private final Path folder;
  private final Request request;
  private final SpecDraft drafts;
  private final LabelChoice labels;

  ReadingContest(Path folder, Request request, SpecDraft drafts, LabelChoice labels) {
    this.folder = folder;
    this.request = request;
    this.drafts = drafts;
    this.labels = labels;
  }

  /** Reading and its judgement. */
  private record Tried(Draft draft, InputConvention convention, Verdict verdict) {}

  /**
   * Returns the reading with the clearest answers.
   *
   * @throws ModelException if all readings give nonsense, or if nothing was found and the numbers
   *     alone leave more than one reading
   */
  Reading best(Proposal proposal, List<InputConvention> conventions) throws IOException {
    if (proposal.task() != Task.DETECTION) {
      Draft draft = drafts.of(proposal, conventions.get(0), labels);
      load(draft);
      return new Reading(draft, conventions.get(0), List.of());
    }
    List<Tried> tried = new ArrayList<>();
    List<Proposal> readings = new ArrayList<>(List.of(proposal));
    readings.addAll(proposal.alternatives());
    for (Proposal reading : readings) {
      for (InputConvention convention : conventions) {
        tried.add(attempt(reading, convention));
      }
    }
    boolean open = proposal.certainty() == Certainty.OPEN || conventions.size() > 1;
    return chosen(tried, open);
  }

  private Reading chosen(List<Tried> tried, boolean open) {
    Tried best = clearest(tried);
    if (best.verdict.kind() == Kind.PLAUSIBLE) {
      return new Reading(best.draft, best.convention, List.of());
    }
    Tried empty =
        tried.stream()
            .filter(t -> t.verdict.kind() == Kind.NOTHING_FOUND)
            .findFirst()
            .orElseThrow(() -> nonsense(tried.get(0)));
    if (open) {
      throw new ModelException(
          ("nothing was found in %s, and the outputs alone do not say how to read them; give a"
                  + " picture that shows what the network finds: --try PICTURE; or give the keys"
                  + " yourself: --set input.range=… --set output.box-format=…")
              .formatted(request.trialName()));
    }
    return new Reading(
        empty.draft,
        empty.convention,
        List.of(
            "nothing was found in %s, so no box was checked; --try PICTURE takes one that shows such objects"
                .formatted(request.trialName())));
  }

  /** Returns the first reading that no later one beats clearly. */
  private static Tried clearest(List<Tried> tried) {
    Tried best = tried.get(0);
    for (Tried next : tried) {
      best = next.verdict.weight() > CLEARLY * best.verdict.weight() ? next : best;
    }
    return best;
  }

  private ModelException nonsense(Tried tried) {
    return new ModelException(
        "the network would answer nonsense: on %s, %s; if you know its head, give the keys that differ with --set, such as output.box-format or input.range (docs/own-model.md)"
            .formatted(request.trialName(), tried.verdict.reason()));
  }

  private Tried attempt(Proposal reading, InputConvention convention) throws IOException {
    Draft draft = drafts.of(reading, convention, labels);
    load(draft);
    return new Tried(draft, convention, verdict(reading.family()));
  }

  private void load(Draft draft) throws IOException {
    Files.writeString(folder.resolve(ModelSpecFile.NAME), draft.yaml());
    ModelSpecFile.read(folder.resolve(ModelSpecFile.NAME));
  }

  private Verdict verdict(String family) {
    ModelStore store = new ModelStore(folder);
    try (DetectorTrial trial = DetectorTrial.open(store.load(folder.toString()))) {
      List<Detection> seen = trial.detect(request.trial());
      List<List<Detection>> moved =
          Views.ALL.stream().map(view -> trial.detect(view.of(request.trial()))).toList();
      return Verdict.of(seen, moved, request.trial());
    } catch (EngineException e) {
      throw new ModelException(
          "%s (%s) does not run: %s".formatted(request.source(), family, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      return new Verdict(Kind.NONSENSE, "its outputs do not fit: " + e.getMessage(), 0);
    }
  }
}
