package io.manako.chaos.process;

import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.Condition;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a check: the cameras stop, the last results come, and all are counted.
 *
 * @param topics between which the job ran
 * @param feed that is stopped
 * @param results as they come
 */
record Settlement(RigTopics topics, FrameFeed feed, ResultWatch results) {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Adds the ledger's figures; tells of each result that came twice. */
  void addTo(Report report, ChaosRun run) throws IOException, InterruptedException {
    FrameLedger ledger = feed.stop();
    // A result too few is lost; the ledger says so.
    Condition.comes(PATIENCE, () -> results.seen() >= ledger.size());
    List<ResultRecord> found = topics.results(topics.detections);
    tellDoubles(found, run);
    // Else the cameras' own producer doubled or lost some, and nothing is said of the job.
    report.exactly("frames on the topic", ledger.size(), topics.read(topics.frames).size());
    report.tally("detections", ledger.check(found));
    report.exactly("dead letters", 0, topics.read(topics.deadLetters).size());
  }

  private static void tellDoubles(List<ResultRecord> results, ChaosRun run) {
    Map<String, ResultRecord> first = new HashMap<>();
    for (ResultRecord result : results) {
      ResultRecord other = first.putIfAbsent(result.cameraId() + " " + result.sequence(), result);
      if (other != null) {
        run.say("came twice: %s and %s", other.source(), result.source());
      }
    }
  }
}
