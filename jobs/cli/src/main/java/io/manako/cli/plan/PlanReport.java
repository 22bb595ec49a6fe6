package io.manako.cli.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.cli.measure.Machine;
import io.manako.cli.measure.ZooMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints a plan. */
final class PlanReport {
  private static final String FORMAT = "  %-36s %-11s %5s %8s %9s %9s %9s %8s %9s";

  private final Demand demand;
  private final Machine machine;
  private final List<Proposal> proposals;
  private final FocusGain gain;

  /**
   * Creates a report.
   *
   * @param machine machine that was measured
   * @param proposals the plan, the best first
   * @param gain comparison with plans without focus
   */
  PlanReport(Demand demand, Machine machine, List<Proposal> proposals, FocusGain gain) {
    this.gain = gain;
    this.demand = demand;
    this.machine = machine;
    this.proposals = proposals;
  }

  /** Returns the lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(heading());
    section(lines, "Can run now", proposals.stream().filter(p -> p.candidate().ready()).toList());
    List<Proposal> unready = proposals.stream().filter(p -> !p.candidate().ready()).toList();
    if (!unready.isEmpty()) {
      section(lines, "Needs your weights (networks of the zoo, timed with random ones)", unready);
    }
    lines.addAll(gain.lines(proposals));
    Optional<Proposal> best = CapacityPlanner.best(proposals);
    lines.addAll(
        best.map(this::recommendation).orElseGet(() -> new Remedies(demand, proposals).lines()));
    return lines;
  }

  private List<String> heading() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s × %s frames/s of %s = %s frames/s, on %s, %s %% of each to stay free"
            .formatted(
                counted(demand.cameras(), "camera"),
                number(demand.framesPerSecond()),
                demand.frame(),
                number(demand.rate()),
                counted(demand.cores(), "core"),
                number(demand.headRoom() * 100)));
    lines.add("Measured on " + machine.text());
    if (demand.cores() > machine.cores()) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  "Extrapolated: %d cores were asked for, %d were measured. The plan assumes that"
                      + " more cores are",
                  demand.cores(),
                  machine.cores())
              + " as fast as these when all are busy.");
    }
    return lines;
  }

  private void section(List<String> lines, String title, List<Proposal> rows) {
    lines.add("");
    lines.add(title);
    lines.add(
        FORMAT.formatted(
            "network",
            "engine",
            "batch",
            "subtasks",
            "ms/frame",
            "frames/s",
            "head-room",
            "%",
            "given up"));
    rows.forEach(p -> lines.add(row(p)));
  }

  private String row(Proposal p) {
    Candidate c = p.candidate();
    String row =
        FORMAT.formatted(
            c.name(),
            c.engine(),
            c.batch(),
            p.subtasks(),
            two(c.cost().total()),
            String.format(Locale.ROOT, "%.0f", p.capacity()),
            String.format(Locale.ROOT, "%.0f %%", 100 * p.headRoom()),
            c.accuracy() == 0 ? "–" : one(c.accuracy()),
            c.accuracy() == 0 ? "–" : one(bestAccuracy() - c.accuracy()));
    return p.sustains() ? row : row + "  no: " + reason(p);
  }

  private String reason(Proposal p) {
    if (p.candidate().accuracy() < demand.leastAccuracy()) {
      return "below " + number(demand.leastAccuracy()) + " %";
    }
    return p.busy() > 1 ? "too slow" : "too little head-room";
  }

  private double bestAccuracy() {
    return proposals.stream().mapToDouble(p -> p.candidate().accuracy()).max().orElse(0);
  }

  private List<String> recommendation(Proposal p) {
    PlanSettings settings = new PlanSettings(demand, p);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Recommended: %s on %s, batch %d, %d %s of one core, %.0f %% head-room",
            p.candidate().name(),
            p.candidate().engine(),
            p.candidate().batch(),
            p.subtasks(),
            p.subtasks() == 1 ? "subtask" : "subtasks",
            100 * p.headRoom()));
    lines.add("  Time of a core per frame: " + p.candidate().cost().text());
    lines.add("");
    lines.add("Options of the job (--write FILE writes them)");
    settings.job().forEach((key, value) -> lines.add("  %s: %s".formatted(key, value)));
    lines.add("");
    lines.add("Flink's configuration, one task manager (memory by rule of thumb)");
    settings.flink().forEach((key, value) -> lines.add("  %s: %s".formatted(key, value)));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Kafka: topics.frames needs at least %s. The plan assumes %d of %d cameras in the"
                + " busiest subtask: spread them evenly. The brokers' own work is not counted.",
            counted(p.subtasks(), "partition"),
            (demand.cameras() + p.subtasks() - 1) / p.subtasks(),
            demand.cameras()));
    return lines;
  }

  private static String counted(int n, String noun) {
    return String.format(Locale.ROOT, "%d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /** Returns one object per proposal, the best first. */
  List<String> json() {
    ObjectMapper mapper = new ObjectMapper();
    Optional<Proposal> best = CapacityPlanner.best(proposals);
    return proposals.stream()
        .map(
            p ->
                gain.into(json(mapper, p), p.candidate())
                    .put("recommended", best.filter(p::equals).isPresent())
                    .toString())
        .toList();
  }

  private ObjectNode json(ObjectMapper mapper, Proposal p) {
    Candidate c = p.candidate();
    return mapper
        .createObjectNode()
        .put("network", c.name())
        .put("ready", c.ready())
        .put("engine", c.engine().toString())
        .put("batch", c.batch())
        .put("subtasks", p.subtasks())
        .put("sustains", p.sustains())
        .put("frames_per_second", p.capacity())
        .put("head_room", p.headRoom())
        .put("accuracy", c.accuracy())
        .put("accuracy_given_up", bestAccuracy() - c.accuracy())
        .put("decode_ms", c.cost().decode())
        .put("preprocess_ms", c.cost().preprocess())
        .put("inference_ms", c.cost().inference())
        .put("postprocess_ms", c.cost().postprocess())
        .put("stream_ms", c.cost().stream())
        .put("frame_ms", c.cost().total())
        .put("extrapolated", demand.cores() > machine.cores());
  }

  static String number(double value) {
    return ZooMember.number(Math.round(value * 100) / 100.0);
  }

  static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
