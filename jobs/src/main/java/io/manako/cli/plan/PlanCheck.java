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
 * @param measured frames per second, the best round
 * @param predictedLoop frames per second of the same parts in a bare loop
 * @param measuredLoop the same in the same minute as {@code measured}
 */
record PlanCheck(double predicted, double measured, double predictedLoop, double measuredLoop) {
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
    FrameCost cost = candidate.cost();
    return new PlanCheck(
        candidate.perCore(1),
        report.whole().framesPerSecond(),
        1000 / (cost.total() - cost.stream()),
        report.bare().framesPerSecond());
  }

  /** Predicted over measured, less one: above 0 too much was promised. */
  double error() {
    return predicted / measured - 1;
  }

  /** How much faster the machine is now than when it was measured, less one. */
  double drift() {
    return measuredLoop / predictedLoop - 1;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%nVerified on one core: predicted %.1f frames/s, measured %.1f, %+.0f %% (goal ±%.0f %%: %s)%n"
            + "A bare loop of the same parts, without the stream: predicted %.1f, measured %.1f;"
            + " so much this machine differs from when it was measured: %+.0f %%",
        predicted,
        measured,
        100 * error(),
        100 * GOAL,
        Math.abs(error()) <= GOAL ? "met" : "missed",
        predictedLoop,
        measuredLoop,
        100 * drift());
  }

  String json() {
    return new ObjectMapper()
        .createObjectNode()
        .put("predicted_frames_per_second", predicted)
        .put("measured_frames_per_second", measured)
        .put("error", error())
        .put("predicted_loop_frames_per_second", predictedLoop)
        .put("measured_loop_frames_per_second", measuredLoop)
        .toString();
  }
}
