package io.manako.chaos.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.local.flink.FlinkRest;
import java.io.IOException;

/**
 * A job as the JobManager tells of it.
 *
 * @param rest that is asked
 * @param id of the job
 */
record JobProbe(FlinkRest rest, String id) {
  /**
   * How often a job was started.
   *
   * @param since when the JobManager has led this job, ms since 1970: another JobManager, another
   *     time
   * @param attempts restarts of its tasks since; Flink starts only those again that depend on each
   *     other
   * @param running whether all of its tasks run
   */
  record Course(long since, long attempts, boolean running) {
    /** Whether the job has been started again since an earlier look. */
    boolean isRestartOf(Course earlier) {
      return since != earlier.since || attempts > earlier.attempts;
    }

    /** How often tasks, or all of the job, have been started again since an earlier look. */
    long restartsSince(Course earlier) {
      return since == earlier.since ? attempts - earlier.attempts : 1 + attempts;
    }
  }

  /** Looks now; throws if no JobManager answers. */
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
