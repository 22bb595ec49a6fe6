package io.manako.cli.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Cameras per core with focus off and on.
 *
 * @param demand the demand; with an activity, its plan has the focus on
 * @param whole every candidate as it processes whole frames, by name
 */
record FocusGain(Demand demand, Map<String, Candidate> whole) {
  private static final String FORMAT = "  %-36s %10s %12s %8s %16s %8s";

  /** Takes the candidates of the same demand without an activity. */
  static FocusGain of(Demand demand, List<Candidate> whole) {
    return new FocusGain(
        demand, whole.stream().collect(Collectors.toMap(Candidate::name, Function.identity())));
  }

  /** Returns the table for people; one line about the options if the plan has no focus. */
  List<String> lines(List<Proposal> proposals) {
    if (demand.task() != Task.DETECTION) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(""));
    Activity activity = demand.activity();
    if (activity == null) {
      lines.add(
          "With detector.focus: motion a core carries more cameras where little moves; add"
              + " --activity PERCENT or --video FILE.");
      return lines;
    }
    lines.add("Plan with detector.focus: motion; " + activity.text());
    lines.add(
        FORMAT.formatted("network", "runs/frame", "ms/frame off", "on", "cameras/core off", "on"));
    proposals.forEach(p -> lines.add(row(p.candidate())));
    return lines;
  }

  private String row(Candidate focused) {
    Candidate off = off(focused);
    return FORMAT.formatted(
        focused.name(),
        PlanReport.two(focused.runs()),
        PlanReport.two(off.cost().total()),
        PlanReport.two(focused.cost().total()),
        PlanReport.two(cameras(off)),
        PlanReport.two(cameras(focused)));
  }

  /** Adds the figures of one candidate to its object. */
  ObjectNode into(ObjectNode json, Candidate candidate) {
    json.put("cameras_per_core_focus_off", cameras(off(candidate)));
    if (demand.activity() != null) {
      json.put("cameras_per_core_focus_on", cameras(candidate))
          .put("runs_per_frame", candidate.runs());
    }
    return json;
  }

  private Candidate off(Candidate candidate) {
    return whole.getOrDefault(candidate.name(), candidate);
  }

  /** Returns the cameras of one core that keeps its head-room, parts of a camera included. */
  private double cameras(Candidate candidate) {
    return candidate.perCore(demand.cores()) * (1 - demand.headRoom()) / demand.framesPerSecond();
  }
}
