package io.manako.cli.demo;

import io.manako.job.JobOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is told.
 *
 * @param video a file, or null for the sample video
 * @param cameras that replay it, at least 1
 * @param maxFrames per camera at most
 * @param output folder for what it writes
 * @param cache folder for the sample video
 * @param webPort of Flink's web page: 0 for any free one, −1 for none
 * @param pagePort of the live page: 0 for any free one, −1 for none
 * @param settings of the job, which win over the demo's own
 */
public record DemoOptions(
    @Nullable Path video,
    int cameras,
    long maxFrames,
    Path output,
    Path cache,
    int webPort,
    int pagePort,
    Map<String, String> settings) {
  public DemoOptions {
    settings = Map.copyOf(settings);
  }

  /**
   * Refuses settings of the job before anything is started.
   *
   * @throws io.manako.job.OptionsException with all that is wrong
   */
  public void check() {
    JobOptions.load(null, jobSettings(Map.of("tracking.enabled", "true")));
  }

  /**
   * All settings of the job.
   *
   * @param defaults over which the user's own win
   */
  Map<String, String> jobSettings(Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>();
    all.put("delivery.guarantee", "exactly-once");
    all.put("checkpoint.interval", "1 s");
    all.put("job.parallelism", "1");
    all.put("job.restarts", "0");
    // There is no next start that could learn from this one.
    all.put("decode.crash-memory", "off");
    all.putAll(defaults);
    all.putAll(settings);
    return all;
  }
}
