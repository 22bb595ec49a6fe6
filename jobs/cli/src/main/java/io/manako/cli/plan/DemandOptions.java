package io.manako.cli.plan;

import io.manako.cli.measure.FrameSize;
import io.manako.local.terminal.CommandException;
import io.manako.model.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that describe the demand. */
final class DemandOptions {
  @Option(names = "--cameras", required = true, paramLabel = "COUNT", description = "How many.")
  private int cameras;

  @Option(
      names = "--fps",
      required = true,
      paramLabel = "RATE",
      description = "Frames per second of each camera.")
  private double framesPerSecond;

  @Option(
      names = "--frame",
      paramLabel = "WIDTHxHEIGHT",
      defaultValue = "640x480",
      description = "Size of their JPEG pictures (default: ${DEFAULT-VALUE}).")
  private String frame = "640x480";

  @Option(
      names = "--cores",
      paramLabel = "COUNT",
      description = "Cores for the job's subtasks (default: this machine's).")
  private @Nullable Integer cores;

  @Option(
      names = "--task",
      paramLabel = "detect|classify|segment",
      defaultValue = "detect",
      description = "Task for each frame (default: ${DEFAULT-VALUE}).")
  private String task = "detect";

  @Option(
      names = "--min-top1",
      paramLabel = "PERCENT",
      description = "Least ImageNet accuracy of a classifier.")
  private @Nullable Double minTop1;

  @Option(
      names = "--min-map",
      paramLabel = "PERCENT",
      description = "Least COCO mean average precision of a detector.")
  private @Nullable Double minMap;

  @Option(
      names = "--head-room",
      paramLabel = "PERCENT",
      defaultValue = "20",
      description = "Share of each core that stays free (default: ${DEFAULT-VALUE}).")
  private double headRoom = 20;

  /**
   * Returns the demand, of whole frames.
   *
   * @param here cores of this machine
   * @throws CommandException or IllegalArgumentException with a sentence
   */
  Demand demand(int here) {
    Task wanted = task();
    return new Demand(
        cameras,
        framesPerSecond,
        FrameSize.parse(frame),
        cores == null ? here : cores,
        wanted,
        leastAccuracy(wanted),
        headRoom / 100,
        null);
  }

  private Task task() {
    return switch (task) {
      case "detect", "detection" -> Task.DETECTION;
      case "classify", "classification" -> Task.CLASSIFICATION;
      case "segment", "segmentation" -> Task.SEGMENTATION;
      default ->
          throw new CommandException(
              "there is no task '%s'; use --task detect, classify or segment".formatted(task));
    };
  }

  private double leastAccuracy(Task wanted) {
    if (minTop1 != null && wanted != Task.CLASSIFICATION) {
      throw new CommandException("--min-top1 is for classifiers; add --task classify");
    }
    if (minMap != null && wanted != Task.DETECTION) {
      throw new CommandException("--min-map is for detectors; omit it or add --task detect");
    }
    Double least = wanted == Task.CLASSIFICATION ? minTop1 : minMap;
    return least == null ? 0 : least;
  }
}
