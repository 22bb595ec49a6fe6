package io.manako.chaos.fault;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.Fault;
import io.manako.testkit.fault.FaultPlace;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.PlantedDefect;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.KafkaThreads;
import io.manako.wire.ResultRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Fails tasks of bounded jobs in every place of their life and counts Flink's restarts, in the
 * manner of Flink's {@code UnalignedCheckpointITCase}: a fault counts only if it caused a restart
 * of its own. Jobs with a focus must also repeat, byte for byte, what one without faults answers.
 */
public final class RestartsCheck implements ChaosCheck {
  private static final int LONG_ROUNDS = 8;
  private static final int FRAMES = 160;

  private final PlantedDefect defect;
  private final List<FaultCourse> courses;

  /** Makes the check of the command line. */
  public RestartsCheck() {
    this(PlantedDefect.NONE, List.of());
  }

  /**
   * Makes a check with a planted defect.
   *
   * @param courses courses to run; none for those of the run's length
   */
  RestartsCheck(PlantedDefect defect, List<FaultCourse> courses) {
    this.defect = defect;
    this.courses = courses;
  }

  @Override
  public String name() {
    return "restarts";
  }

  @Override
  public String promise() {
    return "Each frame has exactly one result, in its camera's order, wherever a task fails.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Outcome outcome = new Outcome();
    KafkaThreads before = KafkaThreads.now();
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      List<FaultCourse> planned = courses.isEmpty() ? courses(run) : courses;
      for (int n = 0; n < planned.size(); n++) {
        run(broker, n, planned.get(n), outcome);
        run.say("job %d of %d: %s", n + 1, planned.size(), planned.get(n));
      }
    } finally {
      Faults.plan();
    }
    return outcome
        .report()
        .exactly("threads of Kafka clients left behind", 0, before.awaitNoMore());
  }

  private static List<FaultCourse> courses(ChaosRun run) {
    SplittableRandom random = new SplittableRandom(run.seed());
    List<FaultCourse> all = new ArrayList<>();
    for (int round = 0; round < run.length().of(1, LONG_ROUNDS); round++) {
      all.addAll(FaultCourse.round(random));
    }
    return all;
  }

  private void run(EmbeddedKafka broker, int number, FaultCourse course, Outcome outcome)
      throws Exception {
    String name = "restarts-" + number;
    int parallelism = course.parallelism();
    RigTopics topics = new RigTopics(broker, name, parallelism);
    broker.createTopics(parallelism, name + ".tracks", name + ".events", name + ".counts");
    SquareFrames frames = new SquareFrames(name + "-cam-", 2 * parallelism, course.focus());
    frames.send(topics, 0, FRAMES);
    JobOptions options = topics.options(settings(name, course));

    Faults.plan(course.faults());
    outcome.restarts +=
        RigJob.run(options, FaultyFactory.create(options.inference(), SquarePipeline::new, defect));

    outcome.planned.addAll(course.faults());
    outcome.struck.addAll(Faults.struck());
    outcome.take(topics, frames);
    if (course.unaligned()) {
      frames.note(outcome.followed, 0, FRAMES);
      outcome.tracks.addAll(topics.results(name + ".tracks"));
    }
    if (course.focus()) {
      String calm = withoutFaults(broker, topics, course);
      outcome.compare(detections(topics, calm), detections(topics, topics.detections));
    }
  }

  /** Processes the same frames without faults and returns the topic of the detections. */
  private static String withoutFaults(EmbeddedKafka broker, RigTopics topics, FaultCourse course)
      throws Exception {
    OutputTopics output =
        OutputTopics.create(broker, topics.frames + "-calm", course.parallelism());
    Map<String, String> settings = settings(output.run(), course);
    settings.putAll(output.settings());
    JobOptions options = topics.options(settings);
    RigJob.run(options, new InferenceOperatorFactory(options.inference(), SquarePipeline::new));
    return output.detections();
  }

  private static Answers detections(RigTopics topics, String name) {
    return Answers.read(topics, Map.of("detections", name));
  }

  private static Map<String, String> settings(String name, FaultCourse course) {
    Map<String, String> settings = new HashMap<>();
    settings.put("job.parallelism", String.valueOf(course.parallelism()));
    settings.put("classifier.mode", "frame");
    settings.put("detector.focus", course.focus() ? "motion" : "off");
    settings.put("tracking.enabled", String.valueOf(course.unaligned()));
    settings.put("topics.tracks", name + ".tracks");
    settings.put("topics.events", name + ".events");
    settings.put("topics.counts", name + ".counts");
    settings.put(
        "flink.execution.checkpointing.unaligned.enabled", String.valueOf(course.unaligned()));
    return settings;
  }

  /** Sums over all jobs. */
  private static final class Outcome {
    private final List<Fault> planned = new ArrayList<>();
    private final List<Fault> struck = new ArrayList<>();
    private final FrameLedger seen = new FrameLedger();
    private final FrameLedger followed = new FrameLedger();
    private final List<ResultRecord> detections = new ArrayList<>();
    private final List<ResultRecord> classifications = new ArrayList<>();
    private final List<ResultRecord> tracks = new ArrayList<>();
    private long restarts;
    private long wrong;
    private long deadLetters;
    private long focused;
    private long different;
    private boolean compared;

    void take(RigTopics topics, SquareFrames frames) throws Exception {
      frames.note(seen, 0, FRAMES);
      List<ResultRecord> found = topics.results(topics.detections);
      wrong += found.stream().filter(result -> !frames.isRight(result)).count();
      detections.addAll(found);
      classifications.addAll(topics.results(topics.classifications));
      deadLetters += topics.read(topics.deadLetters).size();
    }

    void compare(Answers calm, Answers disturbed) {
      compared = true;
      focused += disturbed.focused();
      different += calm.differences(disturbed);
    }

    Report report() {
      Report report = new Report().note("faults planned", planned.size());
      for (FaultPlace place : FaultPlace.values()) {
        report.exactly("faults struck: " + place, at(place, planned), at(place, struck));
      }
      report.exactly("restarts that Flink counted", planned.size(), restarts);
      report.tally("detections", seen.check(detections));
      report.tally("classifications", seen.check(classifications));
      if (followed.size() > 0) {
        report.tally("tracks", followed.check(tracks));
      }
      if (compared) {
        report.atLeast("focus: records of crops and carried objects", 1, focused);
        report.exactly("focus: records that faults changed", 0, different);
      }
      return report
          .exactly("answers to another picture", 0, wrong)
          .exactly("dead letters", 0, deadLetters);
    }

    private static long at(FaultPlace place, List<Fault> faults) {
      return faults.stream().filter(fault -> fault.place() == place).count();
    }
  }
}
