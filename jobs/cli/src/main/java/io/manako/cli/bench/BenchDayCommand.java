package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.cli.demo.SampleScene;
import io.manako.image.DecodeLimits;
import io.manako.image.Decoder;
import io.manako.image.FrameDecoder;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.local.files.Home;
import io.manako.local.files.ModelPull;
import io.manako.local.files.SampleVideo;
import io.manako.local.terminal.Screen;
import io.manako.media.JpegEncoder;
import io.manako.model.ModelStore;
import io.manako.operator.FrameRecord;
import io.manako.track.scene.Direction;
import io.manako.track.scene.Scene;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures cameras per core with and without a focus, and the events that each finds. */
@Command(
    name = "day",
    description = {
      "Measure cameras per core on a day that is mostly still, with and without a focus.",
      "The day is the sample video between two parts of its empty scene, with camera noise. Whole"
          + " frames and each focus take turns at every batch of frames.",
      "Times are processor times of one thread: decoding, focus, detector, tracks and events."
    })
public final class BenchDayCommand implements Callable<Integer> {
  private static final int FRAMES_PER_SECOND = 10;
  private static final String CAMERA = "camera";

  /** Largest number of the video's frames in which the JVM compiles; they do not count. */
  private static final int MOST_WARM_UP = 120;

  @Option(
      names = "--frames",
      defaultValue = "500",
      description = "Frames of the sample video, 795 at most (default: ${DEFAULT-VALUE}).")
  private int frames = 500;

  @Option(
      names = "--busy",
      paramLabel = "PERCENT",
      defaultValue = "10",
      description = "Share of the video in the day, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int busy = 10;

  @Option(
      names = "--focus",
      paramLabel = "CROPS:EVERY",
      split = ",",
      defaultValue = "3:10,1:10,1:30",
      description = {
        "Focuses: values of detector.focus-crops and detector.focus-whole-every, joined by a colon",
        "(default: ${DEFAULT-VALUE})."
      })
  private List<String> focuses = List.of();

  @Option(
      names = "--quality",
      defaultValue = "90",
      description = "JPEG quality of the camera, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int quality = 90;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException, MalformedFrameException {
    check();
    String video = new SampleVideo(Home.folder().resolve("videos")).fetch().toString();
    Screen screen = Screen.messages();
    new ModelPull(ModelStore.standard(), screen).get(ModelPull.DEFAULT_DETECTOR);
    screen.clear();
    CameraDay day = CameraDay.of(video, frames, busy, new JpegEncoder(quality));
    Scene scene = SampleScene.read();
    List<DayWatch> ways = new ArrayList<>();
    try (Decoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      ways.add(new DayWatch("whole frames", Map.of("detector.focus", "off"), scene));
      focuses.forEach(each -> ways.add(focused(each, scene)));
      watch(day.first(MOST_WARM_UP), decoder, ways);
      ways.forEach(DayWatch::restart);
      long decodeNanos = watch(day, decoder, ways);
      if (!json) {
        head(day, decodeNanos);
      }
      report(ways.stream().map(DayWatch::end).toList(), decodeNanos);
    } finally {
      ways.forEach(DayWatch::close);
    }
    return 0;
  }

  private void check() {
    refuseUnless(frames >= 1, "--frames is 1 or more, not " + frames);
    refuseUnless(busy >= 1 && busy <= 100, "--busy is 1 to 100, not " + busy);
    refuseUnless(quality >= 1 && quality <= 100, "--quality is 1 to 100, not " + quality);
    for (String focus : focuses) {
      refuseUnless(
          focus.matches("[1-9]\\d?:[1-9]\\d{0,3}"),
          "--focus is such as 3:10 (crops:whole-every), not " + focus);
    }
  }

  private void refuseUnless(boolean right, String sentence) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private static DayWatch focused(String focus, Scene scene) {
    int colon = focus.indexOf(':');
    Map<String, String> settings =
        Map.of(
            "detector.focus", "motion",
            "detector.focus-crops", focus.substring(0, colon),
            "detector.focus-whole-every", focus.substring(colon + 1));
    return new DayWatch("focus " + focus, settings, scene);
  }

  /** Shows the day to each way and returns the processor time of decoding, ns. */
  private static long watch(CameraDay day, Decoder decoder, List<DayWatch> ways)
      throws MalformedFrameException {
    long nanos = 0;
    for (int n = 0; n < day.length(); n++) {
      byte[] jpeg = day.jpeg(n);
      List<Image> decoded = new ArrayList<>();
      long start = DayWatch.processorNanos();
      decoder.decode(jpeg, "image/jpeg", (image, index, pts) -> decoded.add(image));
      nanos += DayWatch.processorNanos() - start;
      FrameRecord frame = frame(jpeg, n);
      ways.forEach(way -> way.take(frame, decoded.get(0)));
    }
    return nanos;
  }

  private static FrameRecord frame(byte[] jpeg, int n) {
    return FrameRecord.builder(
            CAMERA, CAMERA + "/0/" + n, new FrameRecord.Source(CAMERA, 0, n), jpeg)
        .eventTime(Instant.EPOCH.plusMillis(1000L * n / FRAMES_PER_SECOND))
        .build();
  }

  private void head(CameraDay day, long decodeNanos) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d frames of %d KB, %d %% of them busy, %d a second; decoding takes %.2f ms a frame%n",
        day.length(),
        day.meanKilobytes(),
        busy,
        FRAMES_PER_SECOND,
        decodeNanos / 1e6 / day.length());
    out.println(
        "                   runs/frame  detector ms  all ms  cameras/core  ratio  crossings →, ←"
            + "  of whole's  objects");
  }

  private void report(List<DayFigures> ways, long decodeNanos) {
    DayFigures whole = ways.get(0);
    PrintWriter out = spec.commandLine().getOut();
    for (DayFigures way : ways) {
      out.println(json ? line(way, whole, decodeNanos) : row(way, whole, decodeNanos));
    }
    out.flush();
  }

  private static String row(DayFigures way, DayFigures whole, long decodeNanos) {
    return String.format(
        Locale.ROOT,
        "%-18s %10.3f %12.2f %7.2f %13.1f %6.2f %9d, %-4d %7d of %d %8d",
        way.name(),
        way.runsPerFrame(),
        way.detectorMillis(),
        way.millis(decodeNanos),
        camerasPerCore(way, decodeNanos),
        whole.millis(decodeNanos) / way.millis(decodeNanos),
        way.crossings(Direction.LEFT_TO_RIGHT),
        way.crossings(Direction.RIGHT_TO_LEFT),
        way.shared(whole),
        whole.crossings().size(),
        way.objects());
  }

  private static ObjectNode line(DayFigures way, DayFigures whole, long decodeNanos) {
    return new ObjectMapper()
        .createObjectNode()
        .put("way", way.name())
        .put("frames", way.frames())
        .put("runs_per_frame", way.runsPerFrame())
        .put("detector_ms", way.detectorMillis())
        .put("decode_ms", decodeNanos / 1e6 / way.frames())
        .put("ms", way.millis(decodeNanos))
        .put("cameras_per_core", camerasPerCore(way, decodeNanos))
        .put("ratio", whole.millis(decodeNanos) / way.millis(decodeNanos))
        .put("crossings_left_to_right", way.crossings(Direction.LEFT_TO_RIGHT))
        .put("crossings_right_to_left", way.crossings(Direction.RIGHT_TO_LEFT))
        .put("crossings_of_whole_frames", way.shared(whole))
        .put("objects", way.objects());
  }

  private static double camerasPerCore(DayFigures way, long decodeNanos) {
    return 1000 / (FRAMES_PER_SECOND * way.millis(decodeNanos));
  }
}
