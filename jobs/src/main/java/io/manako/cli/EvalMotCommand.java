package io.manako.cli;

import io.manako.track.eval.ClearMot;
import io.manako.track.eval.Hota;
import io.manako.track.eval.IdentityScore;
import io.manako.track.eval.MotSequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures tracks. */
@Command(
    name = "mot",
    description = "Measure tracks: CLEAR-MOT, IDF1 and HOTA, from MOTChallenge files.",
    footer = {"", "Example:", "  ./manako eval mot --gt gt.txt --tracks tracks.txt"})
final class EvalMotCommand implements Callable<Integer> {

  @Option(
      names = "--gt",
      paramLabel = "FILE",
      required = true,
      description = "Ground truth; its entries with score 0 are not evaluated.")
  private Path truth = Path.of("");

  @Option(
      names = "--tracks",
      paramLabel = "FILE",
      required = true,
      description = "What to measure.")
  private Path tracks = Path.of("");

  @Option(
      names = "--iou",
      paramLabel = "IOU",
      defaultValue = "0.5",
      description = "Least overlap of a match in CLEAR-MOT and IDF1 (${DEFAULT-VALUE}).")
  private double leastOverlap;

  @Option(names = "--json", description = "One JSON object; ratios are 0 … 1.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    MotSequence gt = MotPath.read(truth);
    MotSequence found = MotPath.read(tracks);
    ClearMot clear = ClearMot.of(gt, found, leastOverlap);
    IdentityScore identity = IdentityScore.of(gt, found, leastOverlap);
    Hota hota = Hota.of(gt, found);
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
        .count("frames", "Frames", clear.frames())
        .print(spec.commandLine().getOut(), json);
    return 0;
  }
}
