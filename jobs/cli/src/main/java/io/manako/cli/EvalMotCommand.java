package io.manako.cli;

import io.manako.track.eval.ClearMot;
import io.manako.track.eval.Hota;
import io.manako.track.eval.IdentityScore;
import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures tracks against ground truth. */
@Command(
    name = "mot",
    description = "Measure tracks: CLEAR-MOT, IDF1 and HOTA.",
    footer = {
      "",
      "Examples:",
      "  ./manako eval mot --gt gt.txt --tracks tracks.txt",
      "  ./manako detect street.mp4 --track > tracks.jsonl",
      "  ./manako eval mot --gt gt.txt --tracks tracks.jsonl",
      "  ./manako eval mot --gt gt.txt --tracks video.tracks --camera cam-1 -b kafka:9092"
    })
final class EvalMotCommand implements Callable<Integer> {

  @Mixin private GroundTruthOptions truth = new GroundTruthOptions();

  @Mixin private MeasuredTracks tracks = new MeasuredTracks();

  @Option(
      names = "--iou",
      paramLabel = "IOU",
      defaultValue = "0.5",
      description = "Least overlap of a match in CLEAR-MOT and IDF1 (default: ${DEFAULT-VALUE}).")
  private double leastOverlap;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    MotSequence gt = truth.read();
    MotSequence found = tracks.read();
    ClearMot clear = ClearMot.of(gt, found, leastOverlap);
    IdentityScore identity = IdentityScore.of(gt, found, leastOverlap);
    Hota hota = Hota.of(gt, found);
    ScoreTable scores =
        new ScoreTable()
            .ratio("mota", "MOTA", clear.mota())
            .ratio("motp", "MOTP (mean IoU of matches)", clear.motp())
            .ratio("idf1", "IDF1", identity.idf1())
            .ratio("idp", "IDP", identity.idp())
            .ratio("idr", "IDR", identity.idr())
            .ratio("hota", "HOTA", hota.hota())
            .ratio("deta", "DetA", hota.detection())
            .ratio("assa", "AssA", hota.association())
            .ratio("recall", "Recall", clear.recall())
            .ratio("precision", "Precision", clear.precision())
            .count("false_positives", "False positives", clear.falsePositives())
            .count("misses", "Misses", clear.misses())
            .count("id_switches", "Identity switches", clear.switches())
            .count("fragments", "Fragments", clear.fragments())
            .count("mostly_tracked", "Mostly tracked", clear.mostlyTracked())
            .count("mostly_lost", "Mostly lost", clear.mostlyLost())
            .count("objects", "Objects", clear.objects())
            .count("boxes", "Boxes in the ground truth", clear.groundTruth())
            .count("frames", "Frames", clear.frames());
    truth.print(scores, spec.commandLine().getOut());
    return 0;
  }
}
