package io.manako.cli;

import io.manako.track.eval.AveragePrecision;
import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures detections against ground truth. */
@Command(
    name = "boxes",
    description =
        "Measure the boxes of one class: COCO's average precision, from MOTChallenge files.",
    footer = {"", "Example:", "  ./manako eval boxes --gt gt.txt --detections det.txt"})
final class EvalBoxesCommand implements Callable<Integer> {

  @Mixin private GroundTruthOptions truth = new GroundTruthOptions();

  @Option(
      names = "--detections",
      paramLabel = "FILE",
      required = true,
      description = "Detections to measure; boxes are ranked by their scores.")
  private Path detections = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    MotSequence gt = truth.read();
    MotSequence found = MotPath.read(detections);
    AveragePrecision ap = AveragePrecision.of(gt, found);
    ScoreTable scores =
        new ScoreTable()
            .ratio("ap", "AP at IoU 0.50:0.95", ap.mean())
            .ratio("ap50", "AP at IoU 0.50", ap.at50())
            .ratio("ap75", "AP at IoU 0.75", ap.at75())
            .ratio("recall50", "Recall at IoU 0.50, all boxes", ap.recallAt50())
            .count("boxes", "Boxes in the ground truth", gt.evaluated().entries().size())
            .count("detections", "Detections", found.entries().size());
    truth.print(scores, spec.commandLine().getOut());
    return 0;
  }
}
