package io.manako.cli.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.focus.CameraFocus;
import io.manako.focus.FocusOptions;
import io.manako.local.files.Home;
import io.manako.local.files.SampleVideo;
import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import io.manako.operator.options.InferenceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the focus: its own time, and the runs of the detector that it leaves. */
@Command(
    name = "focus",
    description = {
      "Measure the choice of crops on one core, and the runs of the detector per frame.",
      "The still scene is the video's background with new noise in every frame, ten frames a"
          + " second."
    })
public final class BenchFocusCommand implements Callable<Integer> {
  private static final int FRAMES_PER_SECOND = 10;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "Video of a camera that does not move (default: the sample video).")
  private @Nullable String video;

  @Option(
      names = "--frames",
      defaultValue = "600",
      description =
          "Frames of the video, half of them to warm up where time is measured (default:"
              + " ${DEFAULT-VALUE}).")
  private int frames = 600;

  @Option(
      names = "--still-seconds",
      defaultValue = "600",
      description = "Length of the still scene in seconds (default: ${DEFAULT-VALUE}).")
  private int stillSeconds = 600;

  @Option(
      names = "--input-side",
      defaultValue = "300",
      description = "Longer side of the detector's input in pixels (default: ${DEFAULT-VALUE}).")
  private int inputSide = 300;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String file =
        video == null ? new SampleVideo(Home.folder().resolve("videos")).fetch().toString() : video;
    time(file, 1280, 720);
    time(file, 3840, 2160);
    try (VideoReader reader = VideoReader.open(file)) {
      count("video", reader::next, frames);
    }
    StillScene still = StillScene.of(file);
    count("still scene", () -> new TimedImage(still.next(), 0), stillSeconds * FRAMES_PER_SECOND);
    return 0;
  }

  /** Source of frames; null at the end. */
  @FunctionalInterface
  private interface Frames {
    @Nullable TimedImage next() throws IOException;
  }

  private void time(String file, int width, int height) throws IOException {
    double[] millis = new double[frames];
    int taken = 0;
    CameraFocus focus = focus();
    try (VideoReader reader = VideoReader.openScaled(file, width, height)) {
      TimedImage next = reader.next();
      while (next != null && taken < frames) {
        long start = System.nanoTime();
        focus.next(next.image(), inputSide);
        millis[taken++] = (System.nanoTime() - start) / 1e6;
        next = reader.next();
      }
    }
    Quartiles q = Quartiles.of(Arrays.copyOfRange(millis, taken / 2, Math.max(1, taken)));
    String size = width + "x" + height;
    print(
        String.format(
            Locale.ROOT,
            "%-12s %.3f ms a frame (%.3f–%.3f)",
            size,
            q.median(),
            q.first(),
            q.third()),
        row()
            .put("size", size)
            .put("ms", q.median())
            .put("ms_q1", q.first())
            .put("ms_q3", q.third()));
  }

  private void count(String scene, Frames source, int most) throws IOException {
    CameraFocus focus = focus();
    long runs = 0;
    int taken = 0;
    TimedImage next = source.next();
    while (next != null && taken < most) {
      runs += focus.next(next.image(), inputSide).views().count();
      taken++;
      next = source.next();
    }
    double each = (double) runs / Math.max(1, taken);
    print(
        String.format(Locale.ROOT, "%-12s %.3f runs a frame (%,d frames)", scene, each, taken),
        row().put("scene", scene).put("frames", taken).put("runs_per_frame", each));
  }

  /** A focus with the default options. */
  private static CameraFocus focus() {
    Configuration options = new Configuration();
    options.setString("detector.focus", "motion");
    FocusOptions focus = requireNonNull(InferenceOptions.of(options).detector()).focus();
    return new CameraFocus(requireNonNull(focus));
  }

  private static ObjectNode row() {
    return new ObjectMapper().createObjectNode();
  }

  private void print(String row, ObjectNode line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? line : row);
    out.flush();
  }
}
