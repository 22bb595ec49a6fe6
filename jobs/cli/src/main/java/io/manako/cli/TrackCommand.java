package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.defaults.JobDefault;
import io.manako.track.ScoreThresholds;
import io.manako.track.Track;
import io.manako.track.TrackerOptions;
import io.manako.track.eval.MotFile;
import io.manako.track.eval.MotSequence;
import io.manako.track.eval.SequenceTracker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the tracker alone. */
@Command(
    name = "track",
    description =
        "Join the boxes of a MOTChallenge detection file into tracks, in the same" + " format.",
    footer = {
      "",
      "Examples:",
      "  ./manako track --detections det.txt --output tracks.txt",
      "  ./manako eval mot --gt gt.txt --tracks tracks.txt"
    })
final class TrackCommand implements Callable<Integer> {
  private static final int MILLIS = 1000;

  @Option(
      names = "--detections",
      paramLabel = "FILE",
      required = true,
      description = "Lines of frame,-1,left,top,width,height,score.")
  private Path detections = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for the tracks (default: standard output).")
  private @Nullable Path output;

  @Option(
      names = "--fps",
      paramLabel = "N",
      defaultValue = "25",
      description = "Frames per second of the video (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--high-score",
      paramLabel = "S",
      description = {
        "Boxes from this score on may find any track; a new track needs 0.1 more (default: chosen",
        "by the median of the file's scores from 0.5 on, and printed)."
      })
  private @Nullable Double highScore;

  @Option(
      names = "--low-score",
      paramLabel = "S",
      description =
          "Least score of a box that may still continue a track (default: chosen in the same way).")
  private @Nullable Double lowScore;

  @JobDefault("tracking.confirm-after")
  @Option(
      names = "--confirm-after",
      paramLabel = "N",
      description = "Frames in a row in which a track must be seen (${DEFAULT-VALUE}).")
  private int confirmAfter;

  @Option(
      names = "--forget-after",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Time without a match after which a track ends (default: ${DEFAULT-VALUE}).")
  private double forgetAfter;

  @Option(
      names = "--detected-boxes",
      description = "Write the boxes as detected, not smoothed along their tracks.")
  private boolean detectedBoxes;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Duration forget = Duration.ofMillis(Math.round(forgetAfter * MILLIS));
    MotSequence boxes = MotPath.read(detections);
    TrackerOptions options =
        TrackerOptions.DEFAULT.withScores(scores(boxes)).withLife(confirmAfter, forget);
    MotSequence tracks =
        new SequenceTracker(options, framesPerSecond, detectedBoxes ? Track::box : Track::smoothed)
            .track(boxes);
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      MotFile.write(tracks, out);
      out.flush();
    } else {
      try (Writer file = Files.newBufferedWriter(output, UTF_8)) {
        MotFile.write(tracks, file);
      }
    }
    return 0;
  }

  /** Returns the thresholds that the options name, and prints those that the boxes decide. */
  private ScoreThresholds scores(MotSequence boxes) {
    ScoreThresholds chosen = ScoreThresholds.following(SequenceTracker.scores(boxes));
    if (highScore != null) {
      double low = lowScore == null ? Math.min(highScore, chosen.low()) : lowScore;
      return ScoreThresholds.of(highScore, low);
    }
    double low = lowScore == null ? chosen.low() : lowScore;
    ScoreThresholds used = new ScoreThresholds(chosen.high(), low, chosen.newTrack());
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "thresholds by the scores of the file: high %s, low %s, new track %s%n",
        used.high(),
        used.low(),
        used.newTrack());
    err.flush();
    return used;
  }
}
