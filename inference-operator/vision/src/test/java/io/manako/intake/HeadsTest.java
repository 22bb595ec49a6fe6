package io.manako.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.manako.intake.Proposal.Certainty;
import io.manako.model.InputSpec.Color;
import io.manako.model.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeadsTest {

  @Test
  void rawCellsOfThreeStridesAreYolox() {
    Proposal found = new Sampled(416, 416).output("output", 0, 0.9, 1, 3549, 85).proposal();
    assertThat(found.output())
        .contains(
            entry("kind", "yolox"),
            entry("output", "output"),
            entry("strides", List.of(8, 16, 32)));
    assertThat(found.classes().count()).isEqualTo(80);
    assertThat(found.convention().color()).isEqualTo(Color.BGR);
    assertThat(found.certainty()).isEqualTo(Certainty.CERTAIN);
  }

  @Test
  void decodedBoxesOfThreeAnchorsACellAreYoloWithAnObjectness() {
    Proposal found = new Sampled(640, 640).corners("output0", 600, 9, 25200).proposal();
    assertThat(found.output()).contains(entry("kind", "yolo"), entry("objectness", true));
    assertThat(found.classes().count()).isEqualTo(4);
  }

  @Test
  void decodedBoxesOfOneBoxACellWithAnObjectnessAreYoloxByItsPixels() {
    Proposal found = new Sampled(416, 416).corners("output", 400, 85, 3549).proposal();
    assertThat(found.output()).contains(entry("kind", "yolo"), entry("objectness", true));
    assertThat(found.convention().color()).isEqualTo(Color.BGR);
    assertThat(found.classes().count()).isEqualTo(80);
  }

  @Test
  void columnsBeforeRowsAreYoloWithoutAnObjectness() {
    Proposal found = new Sampled(640, 640).cornersTransposed("output0", 600, 84, 8400).proposal();
    assertThat(found.output())
        .contains(entry("kind", "yolo"), entry("objectness", false), entry("transposed", true));
    assertThat(found.classes().count()).isEqualTo(80);
  }

  @Test
  void notesOfTheExporterTellClassesFromKeyPoints() {
    Proposal found =
        new Sampled(640, 640)
            .noted("names", "{0: 'person'}")
            .noted("kpt_shape", "[17, 3]")
            .cornersTransposed("output0", 600, 56, 8400)
            .proposal();
    assertThat(found.output()).contains(entry("classes", 1)).containsKey("keypoints");
  }

  @Test
  void levelsWithDistributionsAreNanoDet() {
    Sampled network = new Sampled(320, 320);
    for (int stride : new int[] {8, 16, 32}) {
      int cells = (320 / stride) * (320 / stride);
      network.output("cls_pred_stride_" + stride, 0, 0.5, 1, cells, 80);
      network.output("dis_pred_stride_" + stride, -5, 5, 1, cells, 32);
    }
    Proposal found = network.proposal();
    assertThat(found.output())
        .contains(
            entry("kind", "distances"),
            entry("reg-max", 7),
            entry(
                "boxes", List.of("dis_pred_stride_8", "dis_pred_stride_16", "dis_pred_stride_32")));
  }

  @Test
  void levelsWithClassObjectnessBoxAndPointsAreYuNetInWhateverOrder() {
    Sampled network = new Sampled(320, 320);
    for (int stride : new int[] {32, 8, 16}) {
      int cells = (320 / stride) * (320 / stride);
      network.output("cls_" + stride, 0, 0.5, 1, cells, 1);
      network.output("obj_" + stride, 0, 0.5, 1, cells, 1);
      network.output("bbox_" + stride, -1, 1, 1, cells, 4);
      network.output("kps_" + stride, -1, 1, 1, cells, 10);
    }
    Proposal found = network.proposal();
    assertThat(found.family()).isEqualTo("YuNet");
    assertThat(found.output())
        .contains(
            entry("scores", List.of("cls_8", "cls_16", "cls_32")),
            entry("objectness", List.of("obj_8", "obj_16", "obj_32")),
            entry("score-rule", "geometric-mean"));
    assertThat(found.classes().only()).isEqualTo("face");
  }

  @Test
  void levelsWithoutABatchWithTwoBoxesACellAreScrfdWithItsPoints() {
    Sampled network = new Sampled(640, 640);
    for (int columns : new int[] {1, 4, 10}) {
      for (int stride : new int[] {8, 16, 32}) {
        int rows = 2 * (640 / stride) * (640 / stride);
        double most = columns == 1 ? 0.9 : 5;
        network.output(
            "level" + columns + "_" + stride, columns == 1 ? 0 : -1, most, rows, columns);
      }
    }
    Proposal found = network.proposal();
    assertThat(found.output())
        .contains(
            entry("kind", "distances"),
            entry("anchors-per-cell", 2),
            entry("cell-offset", 0),
            entry("batched", false),
            entry("boxes", List.of("level4_8", "level4_16", "level4_32")))
        .containsKey("keypoints");
    assertThat(found.classes().only()).isEqualTo("face");
  }

  @Test
  void boxesLabelsAndScoresWithoutABatchAreTorchvisions() {
    Proposal found =
        new Sampled(320, 320)
            .output("boxes", 0, 320, 7, 4)
            .labels("labels", 90, 7)
            .output("scores", 0.1, 0.9, 7)
            .proposal();
    assertThat(found.output())
        .contains(entry("kind", "detections"), entry("batched", false), entry("first-label", 1));
  }

  @Test
  void aHeatMapWithTwoPairsIsCenterNetAndNamesTellThePairsApart() {
    Proposal found =
        new Sampled(256, 256)
            .output("reg", 0, 99, 1, 2, 64, 64)
            .output("hm", -9, 1, 1, 80, 64, 64)
            .output("wh", 0, 60, 1, 2, 64, 64)
            .proposal();
    assertThat(found.output())
        .contains(
            entry("kind", "centers"),
            entry("scores", "hm"),
            entry("sizes", "wh"),
            entry("offsets", "reg"),
            entry("activation", "sigmoid"),
            entry("stride", 4),
            entry("layout", "nchw"));
  }

  @Test
  void aHeatMapWithFourDistancesIsACenterNetWhoseUnitTheTrialFinds() {
    Proposal found =
        new Sampled(512, 512)
            .output("sizes", 0, 300, 1, 128, 128, 4)
            .output("scores", -9, 1, 1, 128, 128, 80)
            .proposal();
    assertThat(found.output())
        .contains(entry("kind", "centers"), entry("layout", "nhwc"), entry("units", "pixel"));
    assertThat(found.alternatives())
        .singleElement()
        .satisfies(other -> assertThat(other.output()).contains(entry("units", "cell")));
  }

  @Test
  void mapsWithThreeBoxesACellAreAYoloThatIsDecodedOutside() {
    Proposal flat =
        new Sampled(416, 416)
            .output("coarse", -9, 3, 1, 255, 13, 13)
            .output("fine", -9, 3, 1, 255, 52, 52)
            .output("middle", -9, 3, 1, 255, 26, 26)
            .proposal();
    assertThat(flat.output())
        .contains(
            entry("kind", "yolo-maps"),
            entry("output", List.of("fine", "middle", "coarse")),
            entry("strides", List.of(8, 16, 32)),
            entry("transposed", true));
    assertThat(flat.classes().count()).isEqualTo(80);
    Proposal apart =
        new Sampled(64, 64)
            .output("a", -9, 3, 1, 3, 8, 8, 9)
            .output("b", -9, 3, 1, 4, 4, 3, 9)
            .proposal();
    assertThat(apart.output())
        .contains(entry("kind", "yolo-maps"), entry("strides", List.of(8, 16)));
    assertThat(apart.classes().count()).isEqualTo(4);
  }

  @Test
  void mapsWithDistributionsAreNoYoloWithAnchors() {
    Sampled network = new Sampled(640, 640);
    for (int stride : new int[] {8, 16, 32}) {
      network.output("o" + stride, -3, 5, 1, 144, 640 / stride, 640 / stride);
    }
    assertThat(Heads.recognise(network.network())).isEmpty();
  }

  @Test
  void labelsWithoutAZeroLeaveTheirStartOpen() {
    float[] labels = {1, 3, 1, 0};
    float[] scores = {0.9f, 0.5f, 0.4f, 0};
    Proposal found =
        new Sampled(320, 320)
            .output("labels", true, labels, 1, 4)
            .corners("boxes", 320, 4, 4)
            .output("scores", false, scores, 1, 4)
            .proposal();
    assertThat(found.output())
        .contains(entry("kind", "detections"))
        .doesNotContainKey("first-label");
    scores[3] = 0.3f;
    Proposal known =
        new Sampled(320, 320)
            .output("labels", true, labels, 1, 4)
            .corners("boxes", 320, 4, 4)
            .output("scores", false, scores, 1, 4)
            .proposal();
    assertThat(known.output()).contains(entry("first-label", 0));
  }

  @Test
  void numbersOfClassesAreNoScoresOfPixels() {
    Sampled network = new Sampled(64, 64).labels("classes", 21, 1, 1, 64, 64);
    float[] values = network.network().outputs().get(0).values();
    Sampled cast = new Sampled(64, 64).output("classes", false, values, 1, 1, 64, 64);
    assertThat(Heads.recognise(network.network())).isEmpty();
    assertThat(Heads.recognise(cast.network())).isEmpty();
  }

  @Test
  void aMapOfBoxesBesideScoresIsNoSegmenter() {
    float[] map = new float[85 * 22 * 22];
    for (int i = 0; i < map.length; i++) {
      map[i] = i / (22 * 22) < 5 && i / (22 * 22) > 0 ? -2 : 0.01f;
    }
    Sampled network = new Sampled(352, 352).output("758", false, map, 1, 85, 22, 22);
    assertThat(Heads.recognise(network.network())).isEmpty();
  }

  @Test
  void fourThousandPriorsWithFinalCornersAreUltraFace() {
    Proposal found =
        new Sampled(320, 240).faceScores("scores", 4420).corners("boxes", 1, 4, 4420).proposal();
    assertThat(found.output())
        .contains(
            entry("kind", "decoded-boxes"),
            entry("box-format", "xyxy"),
            entry("units", "fraction"));
    assertThat(found.choice().iou()).isEqualTo(0.3);
  }

  @Test
  void theSameNamesWithOffsetsAreCodedBoxes() {
    Proposal found =
        new Sampled(320, 240)
            .faceScores("scores", 4420)
            .output("boxes", -4, 4, 1, 4420, 4)
            .proposal();
    assertThat(found.output())
        .contains(entry("kind", "ssd"), entry("box-format", "cxcywh"))
        .containsKey("anchor-grid");
  }

  @Test
  void priorsWithTenMoreNumbersAreRetinaFaceWithItsPoints() {
    Proposal found =
        new Sampled(640, 640)
            .output("output0", -2, 2, 1, 16800, 4)
            .faceScores("output1", 16800)
            .output("output2", -3, 3, 1, 16800, 10)
            .proposal();
    assertThat(found.family()).isEqualTo("RetinaFace");
    assertThat(found.output()).containsKeys("anchor-grid", "keypoints");
    assertThat(found.convention().mean()).containsExactly(104f, 117f, 123f);
    assertThat(found.choice().iou()).isEqualTo(0.4);
  }

  @Test
  void anchorsWithSixPointsAreMediaPipesFaces() {
    Proposal found =
        new Sampled(128, 128)
            .output("541", -50, 100, 1, 896, 16)
            .output("519", -20, 4, 1, 896, 1)
            .proposal();
    assertThat(found.output())
        .contains(
            entry("boxes", "541"),
            entry("activation", "sigmoid"),
            entry("size-coding", "linear"),
            entry("coding", List.of(128, 128, 128, 128)));
    assertThat(found.convention().range()).isEqualTo("-1..1");
  }

  @Test
  void labelsBoxesAndScoresWithASizeAreDetr() {
    Proposal found =
        new Sampled(320, 320)
            .reading("orig_target_sizes")
            .labels("labels", 80, 1, 300)
            .corners("boxes", 320, 4, 300)
            .output("scores", 0, 0.9, 1, 300)
            .proposal();
    assertThat(found.output())
        .contains(entry("kind", "detections"), entry("labels", "labels"), entry("units", "pixel"));
    assertThat(found.certainty()).isEqualTo(Certainty.CERTAIN);
  }

  @Test
  void aTableOfSixColumnsIsAResultIfOneIsWhole() {
    float[] table = new float[300 * 6];
    for (int i = 0; i < 300; i++) {
      table[6 * i + 2] = 20 + i;
      table[6 * i + 3] = 30;
      table[6 * i + 4] = 0.5f;
      table[6 * i + 5] = i % 3;
    }
    Proposal found = new Sampled(640, 640).output("output0", false, table, 1, 300, 6).proposal();
    assertThat(found.output())
        .contains(entry("kind", "detections"), entry("columns", List.of("box", "score", "label")));
  }

  @Test
  void aTableWithTheLabelFirstIsPaddles() {
    float[] table = new float[100 * 6];
    for (int i = 0; i < 100; i++) {
      table[6 * i] = i % 5;
      table[6 * i + 1] = 0.5f;
      table[6 * i + 4] = 20.5f + i;
      table[6 * i + 5] = 30.5f;
    }
    Proposal found = new Sampled(320, 320).output("nms", false, table, 100, 6).proposal();
    assertThat(found.output())
        .contains(entry("columns", List.of("label", "score", "box")), entry("batched", false));
  }

  @Test
  void boxesInAnUnknownOrderAreLeftToTheTrial() {
    Proposal found =
        new Sampled(320, 320)
            .output("scores", 0, 0.6, 1, 500, 7)
            .corners("boxes", 1, 4, 500)
            .proposal();
    assertThat(found.certainty()).isEqualTo(Certainty.OPEN);
    assertThat(found.alternatives())
        .singleElement()
        .satisfies(other -> assertThat(other.output()).contains(entry("box-format", "yxyx")));
    assertThat(found.convention()).isNull();
  }

  @Test
  void oneNumberForEachPixelIsASegmenterWithAThreshold() {
    Proposal found =
        new Sampled(256, 256).pixelsFirst().output("out", 0, 1, 1, 256, 256, 1).proposal();
    assertThat(found.task()).isEqualTo(Task.SEGMENTATION);
    assertThat(found.output())
        .contains(entry("threshold", 0.5), entry("layout", "nhwc"))
        .doesNotContainKey("background");
  }

  @Test
  void oneNumberForEachClassIsAClassifier() {
    Proposal found = new Sampled(224, 224).output("y", -3, 9, 1, 1000, 1, 1).proposal();
    assertThat(found.output()).contains(entry("kind", "classes"), entry("activation", "softmax"));
    assertThat(found.convention().range()).isEqualTo("imagenet");
  }

  @Test
  void outputsOfNoFamilyHaveNoProposal() {
    assertThat(Heads.recognise(new Sampled(416, 416).output("y", -3, 3, 1, 124, 13, 13).network()))
        .isEmpty();
    assertThat(Heads.recognise(new Sampled(64, 64).output("y", -3, 3, 1, 3, 8, 8, 85).network()))
        .isEmpty();
  }
}
