package io.manako.cli;

import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for the ground truth and for the form of the figures. */
final class GroundTruthOptions {
  @Option(
      names = "--gt",
      paramLabel = "FILE",
      required = true,
      description =
          "Ground truth in MOTChallenge's format; entries with score 0 are not" + " evaluated.")
  private Path truth = Path.of("");

  @Option(names = "--json", description = "Print one JSON object; ratios are 0 … 1.")
  private boolean json;

  MotSequence read() throws IOException {
    return MotPath.read(truth);
  }

  void print(ScoreTable scores, PrintWriter out) {
    scores.print(out, json);
  }
}
