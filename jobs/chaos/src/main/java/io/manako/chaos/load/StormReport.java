package io.manako.chaos.load;

import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.testkit.job.RigTopics;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.VideoEvent;
import io.manako.wire.EventReader;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Report of a storm. */
final class StormReport {
  private static final double MOST_TIMES = 2;

  /** Delay that no neighbour on the machine explains. */
  private static final long LATE_MILLIS = 5000;

  private static final double MOST_LATE_PERCENT = 1;

  private final Report report = new Report();

  /** Begins with the delays of the well-behaved, sorted, in ms. */
  StormReport(long[] calm, long[] storm, boolean strict) {
    long calmly = Delays.quantile(calm, 0.99);
    long stormily = Delays.quantile(storm, 0.99);
    double times = stormily / (double) Math.max(1, calmly);
    report
        .note("others' frames in the calm", calm.length)
        .note("others' frames in the storm", storm.length)
        .note("others' delay in the calm, p50, ms", Delays.quantile(calm, 0.5))
        .note("others' delay in the storm, p50, ms", Delays.quantile(storm, 0.5))
        .note("others' delay in the calm, p99, ms", calmly)
        .note("others' delay in the storm, p99, ms", stormily);
    if (strict) {
      report.atMost("others' p99, times the calm one", MOST_TIMES, times);
    } else {
      report.note("others' p99, times the calm one", times);
    }
    report.atMost(
        "others' frames later than 5 s, %",
        MOST_LATE_PERCENT, Delays.percentOver(storm, LATE_MILLIS));
  }

  /**
   * Adds figures of the metrics.
   *
   * @param cameras largest number of cameras that a subtask has series of
   * @param limit limit of that number
   */
  void add(long cameras, long limit, long restarts) {
    report.atMost("cameras with series of a subtask", limit, cameras);
    report.exactly("restarts", 0, restarts);
  }

  /** Adds figures of the topics. */
  Report of(RigTopics topics, FrameLedger ledger) throws IOException {
    List<ResultRecord> results = topics.results(topics.detections);
    report.tally("all", ledger.check(results));
    long skippedFast = count(results, r -> is(r, "fast", "skipped"));
    report
        .atLeast("fast: skipped", 1, skippedFast)
        .exactly(
            "fast: skipped without its reason",
            0,
            skippedFast
                - count(
                    results,
                    r -> is(r, "fast", "skipped") && reason(r).contains("overload.max-rate")))
        .note("fast: processed", count(results, r -> is(r, "fast", "ok")));
    garbage(results, topics.read(topics.deadLetters));
    events(topics.read("storm.events"));
    return report;
  }

  private void garbage(List<ResultRecord> results, List<ConsumerRecord<byte[], byte[]>> letters) {
    long refused = count(results, r -> r.status().equals("decode_error"));
    report
        .atLeast("garbage: frames", 1, count(results, r -> r.cameraId().equals("garbage")))
        .exactly(
            "garbage: neither refused nor over its rate",
            0,
            count(
                results,
                r ->
                    r.cameraId().equals("garbage")
                        && !r.status().equals("decode_error")
                        && !r.status().equals("skipped")))
        .note("frames that are no picture", refused)
        .exactly("dead letters less those", 0, letters.size() - refused);
  }

  private void events(List<ConsumerRecord<byte[], byte[]>> events) throws IOException {
    int offline = 0;
    int frozen = 0;
    int falselyFrozen = 0;
    for (ConsumerRecord<byte[], byte[]> record : events) {
      VideoEvent event = EventReader.parse(record.value());
      boolean isFrozen = event.kind() == EventKind.CAMERA_FROZEN;
      offline +=
          event.kind() == EventKind.CAMERA_OFFLINE && event.cameraId().equals("silent") ? 1 : 0;
      frozen += isFrozen && event.cameraId().equals("frozen") ? 1 : 0;
      falselyFrozen += isFrozen && !event.cameraId().equals("frozen") ? 1 : 0;
    }
    report
        .atLeast("silent: camera.offline events", 1, offline)
        .atLeast("frozen: camera.frozen events", 1, frozen)
        .exactly("others: camera.frozen events", 0, falselyFrozen);
  }

  private static boolean is(ResultRecord result, String camera, String status) {
    return result.cameraId().equals(camera) && result.status().equals(status);
  }

  private static String reason(ResultRecord result) {
    return String.valueOf(result.statusReason());
  }

  private static long count(List<ResultRecord> results, Predicate<ResultRecord> which) {
    return results.stream().filter(which).count();
  }
}
