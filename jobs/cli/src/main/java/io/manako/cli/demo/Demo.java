package io.manako.cli.demo;

import io.manako.cli.capture.FrameEncoder;
import io.manako.cli.capture.LoopingSource.Opener;
import io.manako.cli.capture.VideoSource;
import io.manako.local.files.ModelPull;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the steps of the demo in order. */
public final class Demo {
  private static final int JPEG_QUALITY = 90;
  private static final List<String> FILES =
      List.of("summary.md", "tracks.jsonl", "events.jsonl", "detections.jsonl");

  private final DemoOptions options;
  private final Screen screen;
  private final StopSignal stop;

  /** Reports progress on a screen, and ends early when asked to. */
  public Demo(DemoOptions options, Screen screen, StopSignal stop) {
    this.options = options;
    this.screen = screen;
    this.stop = stop;
  }

  /**
   * Runs the demo.
   *
   * @param platform versions in one line, for the summary
   * @return true if every frame is accounted for and everything is written
   */
  public boolean run(String platform) throws Exception {
    screen.title("Manako: real video in, detections out");
    Files.createDirectories(options.output());
    String model = options.settings().getOrDefault("detector.model", ModelPull.DEFAULT_DETECTOR);
    new ModelPull(ModelStore.standard(), screen).get(model);
    screen.done("Detector " + model);
    DemoFootage footage = DemoFootage.find(options, screen);
    Opener source =
        () -> VideoSource.open(footage.address(), 0, rate -> FrameEncoder.jpeg(JPEG_QUALITY));
    DemoScenes scenes = DemoScenes.find(options, footage);
    double wanted = footage.framesPerSecond() * options.cameras();
    DemoResult result =
        new DemoRun(options, defaults(footage, scenes), screen, stop).run(source).ofPace(wanted);
    screen.done(counted(result));
    noteIfTooSlow(result);
    Tally tally = new Tally(result.tracks(), scenes);
    Files.writeString(
        options.output().resolve("summary.md"),
        new Summary(result, tally, footage.name(), model, platform).markdown());
    report(tally, draw(new DemoOutput(options.output(), footage, scenes, result)));
    return result.ledger().isBalanced();
  }

  /**
   * Returns the demo's own settings. The sample video shows two of the 80 classes; detections of
   * others would be mistakes.
   */
  private static Map<String, String> defaults(DemoFootage footage, DemoScenes scenes) {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("tracking.enabled", "true");
    defaults.put("tracking.scenes", scenes.file().toString());
    if (footage.isSample()) {
      defaults.put("detector.classes", "person,car");
    }
    return defaults;
  }

  /** Draws and returns the names of the files. After Ctrl-C the user wants a result at once. */
  private List<String> draw(DemoOutput output) throws IOException {
    if (output.result().seen().isEmpty()) {
      screen.note("Stopped before a frame came back");
      return List.of();
    }
    if (stop.requested()) {
      output.writeSheet();
      screen.note("Stopped early: a contact sheet, but no annotated video");
      return List.of(DemoOutput.SHEET);
    }
    output.writeAll(screen);
    screen.done("Annotated video and contact sheet are written");
    return List.of(DemoOutput.VIDEO, DemoOutput.SHEET);
  }

  private void noteIfTooSlow(DemoResult result) {
    if (!result.keptUp() && !stop.requested()) {
      screen.note(
          String.format(
              Locale.ROOT,
              "This machine processed %.1f of the cameras' %.1f frames/s, so frames waited;"
                  + " --cameras 1 asks for less",
              result.framesPerSecond(),
              result.wanted()));
    }
  }

  private static String counted(DemoResult result) {
    Ledger ledger = result.ledger();
    return String.format(
        Locale.ROOT,
        "%,d frames in, %,d out, %d dead letters, %.1f frames/s, latency p50 %d ms, p99 %d ms",
        ledger.in(),
        ledger.out(),
        ledger.deadLetters(),
        result.framesPerSecond(),
        ledger.latency(0.5).toMillis(),
        ledger.latency(0.99).toMillis());
  }

  private void report(Tally tally, List<String> drawn) {
    screen.line("");
    tally.lines().forEach(line -> screen.line("    " + line));
    screen.line("");
    Stream.concat(drawn.stream(), FILES.stream())
        .filter(file -> Files.exists(options.output().resolve(file)))
        .forEach(file -> screen.line("    ", options.output().resolve(file).toString()));
    screen.line("");
  }
}
