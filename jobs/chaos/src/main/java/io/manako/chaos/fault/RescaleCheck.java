package io.manako.chaos.fault;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Stops a job that tracks and has a focus with a savepoint in the midst of its frames, continues at
 * another parallelism, several times over, and compares its topics with those of a job that was
 * never stopped.
 */
public final class RescaleCheck implements ChaosCheck {
  private static final int CAMERAS = 6;
  private static final int PARTITIONS = 5;
  private static final int FRAMES_PER_LEG = 40;
  private static final int LONG_PAIRS = 10;
  private static final int MOST = 5;

  private final Resume resume;
  private final List<Integer> given;

  /** Way in which a job finds its savepoint. */
  @FunctionalInterface
  interface Resume {
    /** Adds to the settings of the job that continues. */
    void from(String savepoint, Map<String, String> settings);
  }

  /** Makes the check of the command line. */
  public RescaleCheck() {
    this((savepoint, settings) -> settings.put(recoveryKey(), savepoint), List.of());
  }

  /**
   * Makes a check with another way to continue.
   *
   * @param given parallelisms, one after the other; none for those of the run's length
   */
  RescaleCheck(Resume resume, List<Integer> given) {
    this.resume = resume;
    this.given = given;
  }

  private static String recoveryKey() {
    return "flink." + StateRecoveryOptions.SAVEPOINT_PATH.key();
  }

  @Override
  public String name() {
    return "rescale";
  }

  @Override
  public String promise() {
    return "A job continues from a savepoint at any parallelism with its order, tracks and counts.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    List<Integer> legs = given.isEmpty() ? legs(run) : given;
    int frames = FRAMES_PER_LEG * legs.size();
    SquareFrames squares = new SquareFrames("cam-", CAMERAS, true);
    Path scenes = Files.writeString(run.folder().resolve("scenes.yaml"), scenes(squares));
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "rescale", PARTITIONS);
      squares.send(topics, 0, frames);
      Journey journey = new Journey(broker, topics, scenes, run);
      OutputTopics calm = journey.travel("calm", List.of(1), frames);
      OutputTopics rescaled = journey.travel("rescaled", legs, frames);
      Report report = new Report().note("parallelism, leg by leg", legs);
      FrameLedger ledger = new FrameLedger();
      squares.note(ledger, 0, frames);
      report.tally("detections", ledger.check(topics.results(rescaled.detections())));
      report.tally("tracks", ledger.check(topics.results(rescaled.tracks())));
      compare(topics, calm, rescaled, report);
      return report;
    }
  }

  private static List<Integer> legs(ChaosRun run) {
    if (run.length() == ChaosRun.Length.SHORT) {
      return List.of(1, 2, 3, 1);
    }
    SplittableRandom random = new SplittableRandom(run.seed());
    List<Integer> legs = new ArrayList<>(List.of(1));
    while (legs.size() <= LONG_PAIRS) {
      int next = 1 + random.nextInt(MOST);
      if (next != legs.get(legs.size() - 1)) {
        legs.add(next);
      }
    }
    return legs;
  }

  /** Returns scenes for a square that walks from left to right, row after row. */
  private static String scenes(SquareFrames squares) {
    StringBuilder scenes = new StringBuilder();
    for (int camera = 0; camera < CAMERAS; camera++) {
      scenes.append(
          """
          - camera_id: %s
            zones:
              - {id: left, polygon: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]}
            lines:
              - {id: middle, from: [0.5, 0], to: [0.5, 1]}
          """
              .formatted(squares.camera(camera)));
    }
    return scenes.toString();
  }

  private static void compare(
      RigTopics topics, OutputTopics calm, OutputTopics rescaled, Report report) {
    Answers expected = Answers.read(topics, calm.byPurpose());
    Answers found = Answers.read(topics, rescaled.byPurpose());
    for (String purpose : calm.byPurpose().keySet()) {
      report.atLeast("records of " + purpose, 1, expected.size(purpose));
      report.exactly(
          purpose + ": records that differ",
          0,
          expected.only(purpose).differences(found.only(purpose)));
    }
    report.atLeast("records of crops and carried objects", 1, found.focused());
    String first = expected.firstDifference(found);
    if (!first.isEmpty()) {
      report.note("first difference", first);
    }
  }

  /** Jobs over the same frames, one after the other. */
  private final class Journey {
    private final EmbeddedKafka broker;
    private final RigTopics topics;
    private final Path scenes;
    private final ChaosRun run;

    Journey(EmbeddedKafka broker, RigTopics topics, Path scenes, ChaosRun run) {
      this.broker = broker;
      this.topics = topics;
      this.scenes = scenes;
      this.run = run;
    }

    /** Processes all frames, at one parallelism after the other. */
    OutputTopics travel(String name, List<Integer> legs, int frames) throws Exception {
      OutputTopics output = OutputTopics.create(broker, name, PARTITIONS);
      String savepoint = "";
      for (int leg = 0; leg < legs.size(); leg++) {
        Map<String, String> settings = settings(output, legs.get(leg));
        if (!savepoint.isEmpty()) {
          resume.from(savepoint, settings);
        }
        JobOptions options = topics.options(settings);
        RigJob job =
            RigJob.start(
                options, new InferenceOperatorFactory(options.inference(), SquarePipeline::new));
        CommittedRecords.await(
            topics, job, output.tracks(), (long) CAMERAS * frames * (leg + 1) / legs.size());
        savepoint = job.stop(run.folder());
        run.say("%s: parallelism %d, leg %d of %d", name, legs.get(leg), leg + 1, legs.size());
      }
      return output;
    }

    private Map<String, String> settings(OutputTopics output, int parallelism) {
      Map<String, String> settings = new HashMap<>(output.settings());
      settings.put("job.parallelism", String.valueOf(parallelism));
      settings.put("source.bounded", "false");
      // Small batches take longer in all, so that a stop finds frames in flight.
      settings.put("inference.batch-size", "2");
      settings.put("detector.focus", "motion");
      settings.put("tracking.scenes", scenes.toString());
      return settings;
    }
  }
}
