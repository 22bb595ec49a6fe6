package io.manako.chaos.fault;

import static java.util.Objects.requireNonNull;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.job.JobOptions;
import io.manako.local.files.ModelPull;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs the default detector and the tracker over the same real frames in batches of other sizes,
 * with other parallelisms, through failures and once more as before, and compares the topics; then
 * again with a focus. {@link Answers} defines the comparison.
 */
public final class SameCheck implements ChaosCheck {
  private static final int CAMERAS = 5;
  private static final int LARGEST_BATCH = 16;

  /** Frames of each run; the four runs of the Java engine make it 500. */
  private static final int FRAMES_EACH = 25;

  private static final int LONG_FRAMES_EACH = 4000;

  private final FramePipeline.Provider pipelines;
  private final int most;
  private final List<String> engines;

  /** Makes the check of the command line. */
  public SameCheck() {
    this(
        ModelPipeline::open,
        Integer.MAX_VALUE,
        List.of(SameVariant.JAVA, SameVariant.ONNX_RUNTIME));
  }

  /**
   * Makes a check with other pipelines.
   *
   * @param most frames of each camera
   * @param engines engines to run them with
   */
  SameCheck(FramePipeline.Provider pipelines, int most, List<String> engines) {
    this.pipelines = pipelines;
    this.most = most;
    this.engines = engines;
  }

  @Override
  public String name() {
    return "same";
  }

  @Override
  public String promise() {
    return "The same frames give the same bytes, whatever the batch, the parallelism or a restart.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get(ModelPull.DEFAULT_DETECTOR), FetchListener.silent());
    int each = Math.min(most, run.length().of(FRAMES_EACH, LONG_FRAMES_EACH));
    StreetFrames frames = new StreetFrames(CAMERAS, each);
    Path scenes = Files.writeString(run.folder().resolve("scenes.yaml"), frames.scenes());
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, "same", CAMERAS);
      frames.send(topics);
      Comparison comparison = new Comparison(new Street(broker, topics, frames, scenes), run);
      for (String engine : engines) {
        comparison.compare(engine);
      }
      comparison.compareFocused(engines.get(0));
      return comparison.report;
    } finally {
      Faults.plan();
    }
  }

  /** Frames of the street in their topics, and its zones and lines. */
  private record Street(EmbeddedKafka broker, RigTopics topics, StreetFrames frames, Path scenes) {}

  /** The runs over one topic of frames. */
  private final class Comparison {
    private final EmbeddedKafka broker;
    private final RigTopics topics;
    private final StreetFrames frames;
    private final Path scenes;
    private final ChaosRun run;
    private final Report report = new Report();
    private final TreeSet<Integer> batches = new TreeSet<>();
    private int runs;

    Comparison(Street street, ChaosRun run) {
      this.broker = street.broker;
      this.topics = street.topics;
      this.frames = street.frames;
      this.scenes = street.scenes;
      this.run = run;
    }

    void compare(String engine) throws Exception {
      batches.clear();
      compare(SameVariant.of(engine, run.length()));
      report.note(engine + ": sizes of batches that ran", batches);
      report.exactly(engine + ": largest batch", LARGEST_BATCH, batches.last());
    }

    void compareFocused(String engine) throws Exception {
      Answers first = compare(SameVariant.focused(engine));
      report.atLeast(
          engine + " with focus: records of crops and carried objects", 1, first.focused());
    }

    private Answers compare(List<SameVariant> variants) throws Exception {
      Answers first = null;
      for (SameVariant variant : variants) {
        first = compare(variant, first);
      }
      return requireNonNull(first, "there are variants");
    }

    private Answers compare(SameVariant variant, @Nullable Answers first) throws Exception {
      OutputTopics output = OutputTopics.create(broker, "same-" + runs++, CAMERAS);
      Faults.plan(variant.faults());
      JobOptions options = topics.options(settings(variant, output));
      long restarts = RigJob.run(options, FaultyFactory.create(options.inference(), pipelines));
      topics
          .read(output.detections())
          .forEach(r -> batches.add(Integer.parseInt(RigTopics.header(r, "vf-batch-size"))));
      Answers answers = Answers.read(topics, output.byPurpose());
      if (first == null) {
        reference(variant, output, answers);
        return answers;
      }
      long differences = first.differences(answers);
      report.exactly(variant + ": records that differ", 0, differences);
      if (restarts > 0 || !variant.faults().isEmpty()) {
        report.exactly(variant.name() + ": restarts", variant.faults().size(), restarts);
      }
      run.say("%s: %d records differ %s", variant, differences, first.firstDifference(answers));
      return first;
    }

    private void reference(SameVariant variant, OutputTopics output, Answers answers)
        throws Exception {
      FrameLedger ledger = new FrameLedger();
      frames.note(ledger);
      report.tally(variant.name(), ledger.check(topics.results(output.detections())));
      for (String purpose : output.byPurpose().keySet()) {
        report.atLeast(variant.name() + ": records of " + purpose, 1, answers.size(purpose));
      }
      run.say("%s: held against the following", variant);
    }

    private Map<String, String> settings(SameVariant variant, OutputTopics output) {
      Map<String, String> settings = new HashMap<>(output.settings());
      settings.put("job.parallelism", String.valueOf(variant.parallelism()));
      settings.put("inference.engine", variant.engine());
      settings.put("detector.focus", variant.focus() ? "motion" : "off");
      settings.put("inference.batch-size", String.valueOf(variant.batch()));
      // Neither delay nor deadline may cut batches short, however busy the machine is.
      settings.put("inference.batch-delay", "5 s");
      settings.put("checkpoint.interval", variant.faults().isEmpty() ? "5 s" : "300 ms");
      settings.put("tracking.scenes", scenes.toString());
      return settings;
    }
  }
}
