package io.manako.cli.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.bench.PipelineBench;
import io.manako.cli.bench.PipelineReport;
import io.manako.cli.bench.SampleFrames;
import io.manako.cli.measure.JobSettings;
import io.manako.cli.measure.ModelTimer;
import io.manako.local.terminal.Screen;
import io.manako.model.Model;
import io.manako.model.ModelStore;
import java.util.List;
import java.util.Locale;

/**
 * Prediction for one subtask on one core, and what the pipeline benchmark measured. Neighbours on a
 * cloud machine change its speed by a quarter within minutes, so the parts are timed again right
 * after the benchmark. The remaining difference is the planner's error; the rest is the machine's.
 *
 * @param saved frames per second by the figures behind the plan
 * @param predicted frames per second at the machine's present speed
 * @param measured frames per second, the best round
 * @param bare frames per second of the parts in a loop without a stream, in the same minute
 */
record PlanCheck(double saved, double predicted, double measured, double bare) {
  private static final double GOAL = 0.2;

  /** Runs the pipeline benchmark with a proposal's model, then times the parts. */
  static PlanCheck run(Demand demand, Proposal proposal, Screen screen) throws Exception {
    Candidate candidate = proposal.candidate();
    Model model = ModelStore.standard().load(candidate.name());
    List<byte[]> jpegs = SampleFrames.jpegs(demand.frame().width(), demand.frame().height());
    PipelineBench.Plan plan =
        PipelineBench.Plan.brief(
            candidate.cost().total(),
            JobSettings.ofBench(model, candidate.engine(), candidate.batch()));
    ModelTimer timer = new ModelTimer(model, candidate.engine(), candidate.batch());
    PipelineReport report = new PipelineBench(plan, jpegs, screen).run();
    screen.doing("Timing %s again".formatted(candidate.name()));
    // After the benchmark, when the JVM has compiled the code that it times.
    double first = timer.look(demand.frame(), jpegs).millis();
    double second = timer.look(demand.frame(), jpegs).millis();
    screen.clear();
    return new PlanCheck(
        candidate.perCore(1),
        1000 / candidate.cost().totalAt((first + second) / 2),
        report.whole().framesPerSecond(),
        report.bare().framesPerSecond());
  }

  /** Returns predicted over measured, less one: above 0 the plan promised too much. */
  double error() {
    return predicted / measured - 1;
  }

  /** Returns how much faster the machine is now than when it was measured, less one. */
  double drift() {
    return predicted / saved - 1;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%nVerified on one core: predicted %.1f frames/s, measured %.1f, %+.0f %% (goal ±%.0f %%:"
            + " %s)%nThe prediction uses the times that the parts took in these minutes. With the"
            + " saved times it is %.1f frames/s: the machine is %.0f %% %s now; run --measure again"
            + " if that is much%nA bare loop of the same parts, without the stream: %.1f frames/s",
        predicted,
        measured,
        100 * error(),
        100 * GOAL,
        Math.abs(error()) <= GOAL ? "met" : "missed",
        saved,
        100 * Math.abs(drift()),
        drift() < 0 ? "slower" : "faster",
        bare);
  }

  String json() {
    return new ObjectMapper()
        .createObjectNode()
        .put("predicted_frames_per_second", predicted)
        .put("measured_frames_per_second", measured)
        .put("error", error())
        .put("saved_frames_per_second", saved)
        .put("drift", drift())
        .put("bare_loop_frames_per_second", bare)
        .toString();
  }
}
