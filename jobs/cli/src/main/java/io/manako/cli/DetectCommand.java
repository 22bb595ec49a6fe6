package io.manako.cli;

import io.manako.cli.defaults.JobDefault;
import io.manako.model.Task;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.operator.tracking.WeakBoxes;
import io.manako.track.scene.Scene;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries a detector on files. */
@Command(
    name = "detect",
    description = "Find objects in pictures or videos, without Kafka: one JSON record per frame.",
    footer = {
      "",
      "Examples:",
      "  ./manako detect street.jpg --annotate street-boxes.png",
      "  ./manako detect *.mp4 --score 0.3 --annotate boxes/ > detections.jsonl",
      "  ./manako detect street.mp4 --track --annotate tracks.mp4 > tracks.jsonl"
    })
final class DetectCommand implements Callable<Integer> {

  @Mixin private TrialOptions trial = new TrialOptions();

  @JobDefault("detector.model")
  @Option(
      names = "--model",
      paramLabel = "NAME|PATH",
      description = "Of the catalog, or your own (default: ${DEFAULT-VALUE}).")
  private String model = "";

  @Option(
      names = "--score",
      paramLabel = "0…1",
      description = "Lowest score of a detection (default: the model's own).")
  private @Nullable Float score;

  @Option(
      names = "--iou",
      paramLabel = "0…1",
      description =
          "Overlap above which the box with the lower score is dropped (default: the"
              + " model's own).")
  private @Nullable Float iou;

  @Option(
      names = "--track",
      description =
          "Follow the objects in videos: prints records of tracks and draws their" + " trails.")
  private boolean track;

  @Option(
      names = "--scenes",
      paramLabel = "FILE",
      description = {
        "With --track: file with zones and lines, as config/demo-scene.yaml; prints their events.",
        "A video uses the scenes whose camera_id is its file name, or else the only scene."
      })
  private @Nullable Path scenes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    if (scenes != null && !track) {
      throw new ParameterException(command, "--scenes needs tracks; add --track");
    }
    Map<String, String> settings = settings();
    InferenceOptions options = EffectiveOptions.read(settings, InferenceOptions::of, command);
    TrackingOptions tracking = EffectiveOptions.read(settings, TrackingOptions::of, command);
    ModelTrial.require(Task.DETECTION, settings.get("detector.model"));
    if (track) {
      options = options.withTracks(tracking.scores());
    }
    Map<String, Scene> known = scenes == null ? Map.of() : SceneReader.read(scenes);
    WeakBoxes weakBoxes =
        new WeakBoxes(tracking.scores(), said -> command.getErr().println("manako: " + said));
    Reporter.Factory reporters =
        (file, framesPerSecond) ->
            track && framesPerSecond > 0
                ? new TrackReporter(tracking, weakBoxes, scene(known, file), framesPerSecond)
                : new ResultReporter(Task.DETECTION);
    return new ModelTrial(trial, reporters, command).run(options);
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("detector.model", model);
    if (score != null) {
      all.put("detector.score-threshold", score.toString());
    }
    if (iou != null) {
      all.put("detector.iou-threshold", iou.toString());
    }
    all.putAll(EffectiveOptions.detection(track).of(trial.settings(), spec.commandLine()));
    return all;
  }

  private static Scene scene(Map<String, Scene> known, Path file) {
    Scene own = known.get(String.valueOf(file.getFileName()));
    if (own != null) {
      return own;
    }
    return known.size() == 1 ? known.values().iterator().next() : Scene.EMPTY;
  }
}
