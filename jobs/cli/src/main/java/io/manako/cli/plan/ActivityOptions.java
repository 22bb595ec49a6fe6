package io.manako.cli.plan;

import io.manako.cli.measure.FrameSize;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.Screen;
import io.manako.model.Task;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that ask for a plan with {@code detector.focus: motion}. */
final class ActivityOptions {
  @Option(
      names = "--activity",
      paramLabel = "PERCENT",
      description =
          "Plan with detector.focus: motion, for cameras in which something moves in so many of the"
              + " frames.")
  private @Nullable Double percent;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description =
          "Plan with detector.focus: motion, and measure on this footage how much moves; no model"
              + " runs.")
  private @Nullable Path video;

  /** Returns whether one of the options was given. */
  boolean given() {
    return percent != null || video != null;
  }

  /**
   * Returns the activity, which takes the time to decode the video if there is one; null for a plan
   * without focus.
   *
   * @param frame size of the cameras' frames
   * @throws CommandException with a sentence if the options contradict each other or the task
   * @throws IOException if the video cannot be read
   */
  @Nullable Activity activity(Task task, FrameSize frame) throws IOException {
    if (!given()) {
      return null;
    }
    if (task != Task.DETECTION) {
      throw new CommandException(
          "--activity and --video are for detectors; omit them or add --task detect");
    }
    if (percent != null && video != null) {
      throw new CommandException(
          "--activity contradicts --video, which measures it; give only one");
    }
    return video != null
        ? ActivityMeasurer.measure(video, InputSides.all(), Screen.messages())
        : new Activity.Assumed(percent / 100, frame);
  }
}
