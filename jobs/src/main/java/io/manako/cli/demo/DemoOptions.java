package io.manako.cli.demo;

import java.nio.file.Path;
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
}
