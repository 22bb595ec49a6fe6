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
 * End of a check: the cameras stop, the last results arrive, and all are counted.
 *
 * @param topics topics between which the job ran
 * @param feed feed to stop
 * @param results results so far
 */
record Settlement(RigTopics topics, FrameFeed feed, ResultWatch results) {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Adds the ledger's figures; reports each result that arrived twice. */
  void addTo(Report report, ChaosRun run) throws IOException, InterruptedException {
    FrameLedger ledger = feed.stop();
    // A missing result is lost; the ledger says so.
    Condition.comes(PATIENCE, () -> results.seen() >= ledger.size());
    List<ResultRecord> found = topics.results(topics.detections);
    tellDoubles(found, run);
    // Otherwise the cameras' own producer doubled or lost some, and the figures say nothing about
    // the job.
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
