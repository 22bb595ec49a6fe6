package io.manako.chaos.load;

import io.manako.local.process.FreePort;
import io.manako.testkit.process.Scrape;
import io.manako.testkit.process.Scrape.Sample;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Port where a job exports its metrics.
 *
 * @param port port that was free when this was made
 */
record MetricsPort(int port) {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  /** Returns any free port. */
  static MetricsPort any() throws IOException {
    return new MetricsPort(FreePort.any());
  }

  /** Returns the job's options. */
  Map<String, String> settings() {
    String reporter = "flink.metrics.reporter.prometheus.";
    return Map.of(
        "flink.metrics.reporters",
        "prometheus",
        reporter + "factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
        reporter + "port",
        Integer.toString(port),
        reporter + "filterLabelValueCharacters",
        "false");
  }

  /** Reads all metrics now. */
  Look look() throws IOException {
    return new Look(Scrape.of(port));
  }

  /**
   * Metrics of one moment.
   *
   * @param scrape all metrics
   */
  record Look(Scrape scrape) {
    /** Returns the frames in flight by the operator's own count. */
    long inFlight() {
      return sum("manako_frames_in_flight", sample -> true);
    }

    /** Returns the frames in flight by the counts of the source and of ended frames. */
    long unanswered() {
      return sum("numRecordsIn", sample -> sample.label("operator_name").equals("inference"))
          - sum("manako_camera_id_outcome_frames_total", sample -> true);
    }

    /** Returns the largest number of cameras that a subtask has series of. */
    long mostCameras() {
      return scrape.samples().stream()
          .filter(sample -> sample.name().equals(OPERATOR + "manako_cameras"))
          .mapToLong(sample -> (long) sample.value())
          .max()
          .orElse(0);
    }

    /** Returns the number of completed checkpoints. */
    long checkpoints() {
      return (long) scrape.sum("flink_jobmanager_job_numberOfCompletedCheckpoints", s -> true);
    }

    /** Returns the number of failed checkpoints. */
    long failedCheckpoints() {
      return (long) scrape.sum("flink_jobmanager_job_numberOfFailedCheckpoints", s -> true);
    }

    private long sum(String name, Predicate<Sample> fits) {
      return (long) scrape.sum(OPERATOR + name, fits);
    }
  }
}
