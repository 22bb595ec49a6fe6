package io.manako.chaos.load;

import io.manako.local.process.FreePort;
import io.manako.testkit.process.Scrape;
import io.manako.testkit.process.Scrape.Sample;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where a job tells its metrics.
 *
 * @param port free when this was made
 */
record MetricsPort(int port) {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

  /** Any free one. */
  static MetricsPort any() throws IOException {
    return new MetricsPort(FreePort.any());
  }

  /** The job's options. */
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

  /** All of them now. */
  Look look() throws IOException {
    return new Look(Scrape.of(port));
  }

  /**
   * Metrics of one moment.
   *
   * @param scrape of all
   */
  record Look(Scrape scrape) {
    /** Frames that the operator took and has not emitted, by its own count. */
    long inFlight() {
      return sum("manako_frames_in_flight", sample -> true);
    }

    /** The same by what the source handed on and what was counted as ended. */
    long unanswered() {
      return sum("numRecordsIn", sample -> sample.label("operator_name").equals("inference"))
          - sum("manako_camera_id_outcome_frames_total", sample -> true);
    }

    /** The most cameras that a subtask has series of. */
    long mostCameras() {
      return scrape.samples().stream()
          .filter(sample -> sample.name().equals(OPERATOR + "manako_cameras"))
          .mapToLong(sample -> (long) sample.value())
          .max()
          .orElse(0);
    }

    /** Checkpoints that are complete. */
    long checkpoints() {
      return (long) scrape.sum("flink_jobmanager_job_numberOfCompletedCheckpoints", s -> true);
    }

    /** Checkpoints that failed. */
    long failedCheckpoints() {
      return (long) scrape.sum("flink_jobmanager_job_numberOfFailedCheckpoints", s -> true);
    }

    private long sum(String name, Predicate<Sample> fits) {
      return (long) scrape.sum(OPERATOR + name, fits);
    }
  }
}
