package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.defaults.JobDefault;
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
      defaultValue = "0.5",
      description = "Boxes from this score on may find any track (${DEFAULT-VALUE}).")
  private double highScore;

  @Option(
      names = "--low-score",
      paramLabel = "S",
      defaultValue = "0.1",
      description =
          "Least score of a box that may still continue a track (default:" + " ${DEFAULT-VALUE}).")
  private double lowScore;

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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Duration forget = Duration.ofMillis(Math.round(forgetAfter * MILLIS));
    TrackerOptions options =
        TrackerOptions.DEFAULT.withScores(highScore, lowScore).withLife(confirmAfter, forget);
    MotSequence tracks =
        new SequenceTracker(options, framesPerSecond).track(MotPath.read(detections));
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
}
