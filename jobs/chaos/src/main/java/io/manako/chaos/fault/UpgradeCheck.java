package io.manako.chaos.fault;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.terminal.CommandException;
import io.manako.testkit.job.RigJob;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Continues from the savepoint of every released version and compares with a job that never
 * stopped; reads a record of each of its topics. The files of a version are its savepoint {@code
 * _metadata}, {@code written.json} (the number of records that {@link ReleasedJob} had written by
 * topic and camera) and {@code records.jsonl} ({@link StoredRecord}).
 */
public final class UpgradeCheck implements ChaosCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KINDS_OF_RECORDS = 9;
  private static final String RELEASED = "jobs/chaos/src/test/resources/released";

  private final Path released;

  /** Checks the versions in this checkout. */
  public UpgradeCheck() {
    this(inCheckout());
  }

  /**
   * Checks other versions.
   *
   * @param released folder with one folder for each
   */
  UpgradeCheck(Path released) {
    this.released = released;
  }

  /** Returns the released files of the checkout that this class was built in. */
  private static Path inCheckout() {
    Path built;
    try {
      built =
          Path.of(UpgradeCheck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (Path folder = built; folder != null; folder = folder.getParent()) {
      Path released = folder.resolve(RELEASED);
      if (Files.isDirectory(released)) {
        return released;
      }
    }
    return Path.of(RELEASED);
  }

  @Override
  public String name() {
    return "upgrade";
  }

  @Override
  public String promise() {
    return "A job continues from a savepoint of every released version, and reads its records.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Report report = new Report();
    List<Path> versions = versions();
    report.atLeast("released versions", 1, versions.size());
    for (Path version : versions) {
      readRecords(version, report);
      goOn(version, run, report);
    }
    return report;
  }

  private List<Path> versions() throws IOException {
    if (!Files.isDirectory(released)) {
      throw new CommandException(
          "there is no folder %s; the files of released versions are in a checkout only"
              .formatted(released));
    }
    try (Stream<Path> folders = Files.list(released)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static void readRecords(Path version, Report report) throws IOException {
    Set<String> kinds = new HashSet<>();
    long refused = 0;
    String name = version.getFileName() + ": ";
    for (StoredRecord record : StoredRecord.read(version.resolve("records.jsonl"))) {
      kinds.add(record.purpose());
      String refusal = record.refusal();
      if (!refusal.isEmpty()) {
        refused++;
        report.note(name + "refused, " + record.purpose(), refusal);
      }
    }
    report.atLeast(name + "kinds of records", KINDS_OF_RECORDS, kinds.size());
    report.exactly(name + "records refused", 0, refused);
  }

  private static void goOn(Path version, ChaosRun run, Report report) throws Exception {
    String name = version.getFileName() + ": ";
    report.note(name + "savepoint, bytes", Files.size(version.resolve("_metadata")));
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      ReleasedJob job = new ReleasedJob(broker, run.folder());
      job.sendFirstHalf();
      job.sendSecondHalf();
      job.publishChanges("later.control");
      OutputTopics resumed = job.output();
      String failure = resume(version, job, resumed, run);
      report.exactly(name + "jobs that went on", 1, failure.isEmpty() ? 1 : 0);
      if (failure.isEmpty()) {
        run.say("%sthe job has gone on; another one does it all without a stop", name);
        OutputTopics calm = job.output("reference");
        int all = ReleasedJob.stoppedFrames() + ReleasedJob.laterFrames();
        await(job, calm, all, Map.of("topics.control", "later.control")).stop(run.folder());
        compare(
            Answers.read(job.topics, calm.byPurpose()).without(written(version)),
            Answers.read(job.topics, resumed.byPurpose()),
            name,
            report);
        long swapped =
            job.topics.results(resumed.detections()).stream()
                .filter(ReleasedJob::isByNewModel)
                .count();
        report.exactly(
            name + "detections by the pending model", ReleasedJob.framesOfNewModel(), swapped);
      } else {
        report.note(name + "why not", failure);
      }
    }
  }

  /** Resumes with an empty control topic: the pending changes are in the savepoint. */
  private static String resume(Path version, ReleasedJob job, OutputTopics output, ChaosRun run) {
    String key = "flink." + StateRecoveryOptions.SAVEPOINT_PATH.key();
    try {
      Map<String, String> settings = Map.of(key, version.toUri().toString());
      await(job, output, ReleasedJob.laterFrames(), settings).stop(run.folder());
      return "";
    } catch (Exception e) {
      // Any failure means that the job did not continue.
      return causes(e);
    }
  }

  private static String causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("; "));
  }

  /** Returns the running job once it has written the results of this many frames. */
  private static RigJob await(
      ReleasedJob job, OutputTopics output, int frames, Map<String, String> more) throws Exception {
    RigJob running = job.start(output, more);
    job.await(running, output, frames);
    return running;
  }

  private static Map<String, Map<String, Integer>> written(Path version) throws IOException {
    return JSON.readValue(version.resolve("written.json").toFile(), new TypeReference<>() {});
  }

  private static void compare(Answers expected, Answers found, String name, Report report) {
    for (String purpose : expected.byTopic().keySet()) {
      report.atLeast(name + "later records of " + purpose, 1, expected.size(purpose));
      report.exactly(
          name + purpose + " that differ",
          0,
          expected.only(purpose).differences(found.only(purpose)));
    }
    String first = expected.firstDifference(found);
    if (!first.isEmpty()) {
      report.note(name + "first difference", first);
    }
  }
}
