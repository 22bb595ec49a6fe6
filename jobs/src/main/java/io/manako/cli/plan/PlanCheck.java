package io.manako.cli.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.bench.PipelineBench;
import io.manako.cli.bench.PipelineReport;
import io.manako.cli.bench.SampleFrames;
import io.manako.cli.measure.JobSettings;
import io.manako.cli.terminal.Screen;
import io.manako.model.ModelStore;
import java.util.Locale;

/**
 * A prediction and what the pipeline benchmark measured for it, for one subtask on one core.
 *
 * @param predicted frames per second
 * @param measured frames per second
 */
record PlanCheck(double predicted, double measured) {
  private static final double GOAL = 0.2;
  private static final int ROUNDS = 2;

  /** Some seconds of frames in each round. */
  private static final int FRAMES = 240;

  /** Runs a proposal's model between two topics. */
  static PlanCheck run(Demand demand, Proposal proposal, Screen screen) throws Exception {
    Candidate candidate = proposal.candidate();
    PipelineBench.Plan plan =
        new PipelineBench.Plan(
            ROUNDS,
            FRAMES,
            0,
            false,
            JobSettings.ofBench(
                ModelStore.standard().load(candidate.name()),
                candidate.engine(),
                candidate.batch()));
    PipelineReport report =
        new PipelineBench(
                plan, SampleFrames.jpegs(demand.frame().width(), demand.frame().height()), screen)
            .run();
    screen.clear();
    return new PlanCheck(candidate.perCore(1), report.whole().framesPerSecond());
  }

  /** Predicted over measured, less one: above 0 too much was promised. */
  double error() {
    return predicted / measured - 1;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%nVerified on one core: predicted %.1f frames/s, measured %.1f, %+.0f %% (goal ±%.0f %%: %s)",
        predicted,
        measured,
        100 * error(),
        100 * GOAL,
        Math.abs(error()) <= GOAL ? "met" : "missed");
  }

  String json() {
    return new ObjectMapper()
        .createObjectNode()
        .put("predicted_frames_per_second", predicted)
        .put("measured_frames_per_second", measured)
        .put("error", error())
        .toString();
  }
}
