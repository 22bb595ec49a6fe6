package io.manako.cli.demo;

import io.manako.job.JobOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of the demo.
 *
 * @param video a file, or null for the sample video
 * @param cameras number of cameras that replay it, at least 1
 * @param maxFrames most frames per camera
 * @param output folder for the demo's files
 * @param cache folder for the sample video
 * @param webPort port of Flink's web page: 0 for any free one, −1 for none
 * @param pagePort port of the live page: 0 for any free one, −1 for none
 * @param settings options of the job, which override the demo's own
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
   * Refuses wrong settings of the job before anything is started.
   *
   * @throws io.manako.job.OptionsException with all that is wrong
   */
  public void check() {
    JobOptions.load(null, jobSettings(Map.of("tracking.enabled", "true")));
  }

  /**
   * Returns all settings of the job.
   *
   * @param defaults the demo's settings, which the user's override
   */
  Map<String, String> jobSettings(Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>();
    all.put("delivery.guarantee", "exactly-once");
    all.put("checkpoint.interval", "1 s");
    all.put("job.parallelism", "1");
    all.put("job.restarts", "0");
    // No later start could learn from this one.
    all.put("decode.crash-memory", "off");
    all.putAll(defaults);
    all.putAll(settings);
    return all;
  }
}
