package io.manako.cli.plan;

import io.manako.cli.measure.FrameSize;
import io.manako.focus.CameraFocus;
import io.manako.image.Image;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.Screen;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts the views that the job's own focus plans for a video's frames. No model runs. */
final class ActivityMeasurer {
  private static final int FRAMES_A_NEWS = 250;

  private final Map<Integer, CameraFocus> focuses = new HashMap<>();
  private final Map<Integer, Long> views = new HashMap<>();
  private int frames;

  private ActivityMeasurer(Set<Integer> sides) {
    sides.forEach(side -> focuses.put(side, new CameraFocus(Activity.FOCUS)));
  }

  /**
   * Decodes a video and counts its views.
   *
   * @param sides longer sides of detectors' inputs, in pixels
   * @throws IOException if the file is missing or is no video
   * @throws CommandException if it has no frame
   */
  static Activity measure(Path video, Set<Integer> sides, Screen screen) throws IOException {
    if (!Files.exists(video)) {
      throw new NoSuchFileException(video.toString());
    }
    ActivityMeasurer measurer = new ActivityMeasurer(sides);
    try (VideoReader reader = VideoReader.open(video.toString())) {
      for (TimedImage next = reader.next(); next != null; next = reader.next()) {
        measurer.add(next.image());
        if (measurer.frames % FRAMES_A_NEWS == 0) {
          screen.doing("Measuring movement, frame " + measurer.frames);
        }
      }
      screen.clear();
      return measurer.activity(video, new FrameSize(reader.width(), reader.height()));
    }
  }

  private void add(Image image) {
    frames++;
    focuses.forEach(
        (side, focus) ->
            views.merge(side, (long) focus.next(image, side).views().count(), Long::sum));
  }

  private Activity activity(Path video, FrameSize size) {
    if (frames == 0) {
      throw new CommandException("no frame of %s can be decoded".formatted(video));
    }
    Map<Integer, Double> runs = new HashMap<>();
    views.forEach((side, count) -> runs.put(side, (double) count / frames));
    String text =
        String.format(
            Locale.ROOT, "measured on %d frames of %s of %s", frames, size, video.getFileName());
    return new Activity.Measured(text, runs);
  }
}
