package io.manako.chaos.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.local.flink.FlinkRest;
import java.io.IOException;

/**
 * Job as the JobManager reports it.
 *
 * @param rest REST interface
 * @param id id of the job
 */
record JobProbe(FlinkRest rest, String id) {
  /**
   * Number of the job's starts.
   *
   * @param since time since which the JobManager has led this job, ms since 1970, which changes
   *     with the JobManager
   * @param attempts restarts of its tasks since then; Flink restarts only those that depend on each
   *     other
   * @param running true if all of its tasks run
   */
  record Course(long since, long attempts, boolean running) {
    /** Returns whether the job has been restarted since an earlier probe. */
    boolean isRestartOf(Course earlier) {
      return since != earlier.since || attempts > earlier.attempts;
    }

    /** Returns the restarts of tasks, or of all of the job, since an earlier probe. */
    long restartsSince(Course earlier) {
      return since == earlier.since ? attempts - earlier.attempts : 1 + attempts;
    }
  }

  /** Probes now; throws if no JobManager answers. */
  Course course() throws IOException, InterruptedException {
    JsonNode job = rest.get("/jobs/" + id);
    long attempts = 0;
    boolean running = job.path("state").asText().equals("RUNNING");
    for (JsonNode vertex : job.path("vertices")) {
      JsonNode tasks = rest.get("/jobs/" + id + "/vertices/" + vertex.path("id").asText());
      for (JsonNode task : tasks.path("subtasks")) {
        attempts += task.path("attempt").asLong();
        running &= task.path("status").asText().equals("RUNNING");
      }
    }
    return new Course(job.path("start-time").asLong(), attempts, running);
  }
}
