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
 * A prediction and what the pipeline benchmark measured for it, for one subtask on one core. A
 * cloud machine's neighbours change its speed by a quarter within minutes, so the parts are looked
 * at again right behind the benchmark: what the prediction then lacks is the planner's error, the
 * rest is the machine's.
 *
 * @param saved frames per second by the figures that the plan was made of
 * @param predicted the same at the speed that the machine has now
 * @param measured frames per second, the best round
 * @param bare frames per second of the parts in a loop without a stream, in the same minute
 */
record PlanCheck(double saved, double predicted, double measured, double bare) {
  private static final double GOAL = 0.2;

  /** Runs a proposal's model between two topics. */
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
    screen.doing("Looking at %s again".formatted(candidate.name()));
    // Not before the benchmark, when the JVM has not yet compiled what it runs.
    double first = timer.look(demand.frame(), jpegs).millis();
    double second = timer.look(demand.frame(), jpegs).millis();
    screen.clear();
    return new PlanCheck(
        candidate.perCore(1),
        1000 / candidate.cost().totalAt((first + second) / 2),
        report.whole().framesPerSecond(),
        report.bare().framesPerSecond());
  }

  /** Predicted over measured, less one: above 0 too much was promised. */
  double error() {
    return predicted / measured - 1;
  }

  /** How much faster the machine is now than when it was measured, less one. */
  double drift() {
    return predicted / saved - 1;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%nVerified on one core: predicted %.1f frames/s, measured %.1f, %+.0f %% (goal ±%.0f %%: %s)%n"
            + "The prediction is made of the parts' times in these minutes. The saved ones give %.1f frames/s: the"
            + " machine is %.0f %% %s now; --measure again if that is much%n"
            + "A bare loop of the same parts, without the stream: %.1f frames/s",
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
