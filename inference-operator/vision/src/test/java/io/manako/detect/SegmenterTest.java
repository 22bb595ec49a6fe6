package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.graph.Resampling.Grid;
import io.manako.model.InputSpec;
import io.manako.model.InputSpec.Layout;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.OutputSpec.PixelScores;
import io.manako.model.PixelThreshold;
import io.manako.model.TrackScores;
import io.manako.tensor.Placement;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmenterTest {
  private static final Placement WHOLE = new Placement(8, 8, 0, 0, 8, 8);

  @Test
  void everyPixelBelongsToItsBestClassAndTheLargestComesFirst() {
    List<Segment> segments =
        segment(output(Layout.NHWC, true, 2), tensor(2, 2, 3, "0 1 0  0 2 1  5 4 3  0 0 9"), WHOLE);
    assertThat(segments).extracting(Segment::label).containsExactly("a", "b");
    assertThat(segments.get(0).share()).isEqualTo(0.5f);
    assertThat(segments.get(0).mask().decode()).isEqualTo(BitSet.valueOf(new long[] {0b0011}));
    assertThat(segments.get(1).classId()).isEqualTo(8);
    assertThat(segments.get(1).mask().decode()).isEqualTo(BitSet.valueOf(new long[] {0b1000}));
  }

  @Test
  void scoresByClassAreReadToo() {
    List<Segment> interleaved =
        segment(output(Layout.NHWC, false, 5), tensor(2, 2, 2, "0 1 2 1 3 0 0 4"), WHOLE);
    List<Segment> planar =
        segment(output(Layout.NCHW, false, 5), tensor(2, 2, 2, "0 2 3 0 1 1 0 4"), WHOLE);
    assertThat(planar).hasSize(2).isEqualTo(interleaved);
  }

  @Test
  void scoresAreBlendedBetweenAlignedCorners() {
    // Class a leads from 1 to −3 over five pixels: 1, 0, −1, −2, −3; ties go to the first class.
    Tensor scores = tensor(1, 2, 2, "1 0  0 3");
    var output = new PixelScores("s", Layout.NHWC, false, 5, 1, Grid.ALIGN_CORNERS, null);
    List<Segment> segments = segment(output, scores, WHOLE);
    assertThat(segments).extracting(Segment::share).containsExactly(0.6f, 0.4f);
    assertThat(segments.get(1).label()).isEqualTo("a");
    assertThat(segments.get(1).mask().decode()).isEqualTo(BitSet.valueOf(new long[] {0b00011}));
  }

  @Test
  void theBarsOfALetterboxAreInNoMask() {
    // A picture of 8×4 pixels in the middle of an input of 8×8.
    Placement middle = new Placement(8, 8, 0, -2, 8, 4);
    Tensor scores = tensor(4, 1, 2, "9 0  0 1  0 1  9 0");
    List<Segment> segments = segment(output(Layout.NHWC, false, 4), scores, middle);
    assertThat(segments)
        .singleElement()
        .isEqualTo(new Segment(8, "b", 1, new RunLengthMask(2, 4, "08")));
  }

  @Test
  void aScoreThatIsNoNumberNeverWins() {
    Tensor scores = tensor(1, 2, 2, "NaN NaN  NaN -9");
    var output = new PixelScores("s", Layout.NHWC, false, 2, 1, Grid.HALF_PIXEL, null);
    assertThat(segment(output, scores, WHOLE))
        .singleElement()
        .satisfies(s -> assertThat(s.label()).isEqualTo("b"))
        .satisfies(s -> assertThat(s.share()).isEqualTo(0.5f));
  }

  @Test
  void aClassOnFewerPixelsThanAskedForIsLeftOut() {
    Tensor scores = tensor(2, 2, 2, "1 0 1 0 1 0 0 1");
    Segmenter segmenter = Segmenter.create(spec(output(Layout.NHWC, false, 2)), 0.3f);
    assertThat(segmenter.segment(List.of(scores), 0, WHOLE))
        .extracting(Segment::label)
        .containsExactly("a");
  }

  @Test
  void eachPictureOfABatchHasItsOwnScores() {
    Tensor two = Tensor.of(Shape.of(2, 1, 1, 2), 1, 0, 0, 1);
    Segmenter segmenter = Segmenter.create(spec(output(Layout.NHWC, false, 1)), 0);
    assertThat(segmenter.segment(List.of(two), 0, WHOLE).get(0).label()).isEqualTo("a");
    assertThat(segmenter.segment(List.of(two), 1, WHOLE).get(0).label()).isEqualTo("b");
  }

  @Test
  void aPixelOfOneChannelBelongsToTheClassFromTheThresholdOn() {
    Tensor scores = tensor(1, 4, 1, "0.5 0.49999 NaN Infinity");
    PixelScores output = oneChannel(Layout.NHWC, new PixelThreshold(0.5f, false), 4, 1);
    assertThat(segment(output, scores, new Placement(4, 1, 0, 0, 4, 1)))
        .containsExactly(
            new Segment(7, "a", 0.5f, RunLengthMask.of(1, 4, new int[] {0, 1, 2, 1}, 4)));
  }

  @Test
  void aThresholdOfRawNumbersIsTheirSigmoid() {
    Tensor scores = Tensor.of(Shape.of(1, 1, 1, 4), 1.0987f, 1.0985f, 9, -9);
    PixelScores output = oneChannel(Layout.NCHW, new PixelThreshold(0.75f, true), 4, 1);
    assertThat(segment(output, scores, new Placement(4, 1, 0, 0, 4, 1)))
        .singleElement()
        .satisfies(s -> assertThat(s.share()).isEqualTo(0.5f));
  }

  @Test
  void aPictureWithoutTheOneClassHasNoSegment() {
    PixelScores output = oneChannel(Layout.NHWC, new PixelThreshold(0.5f, false), 2, 1);
    assertThat(segment(output, tensor(1, 2, 1, "0 0.1"), WHOLE)).isEmpty();
  }

  @Test
  void oneChannelNeedsAThresholdAndSeveralChannelsNeedNone() {
    Segmenter one =
        Segmenter.create(
            spec(oneChannel(Layout.NHWC, new PixelThreshold(0.5f, false), 2, 1), "a"), 0);
    one.checkFit(List.of(Shape.of(1, 4, 4, 1)));
    assertThatThrownBy(() -> one.checkFit(List.of(Shape.of(1, 1, 4, 4))))
        .hasMessage(
            "the output s of m has shape [1x1x4x4], so 4 channels, but output.threshold is for one:"
                + " correct output.layout, or give output.background instead");
    Segmenter several = Segmenter.create(spec(output(Layout.NCHW, false, 2)), 0);
    several.checkFit(List.of(Shape.of(1, 2, 4, 4)));
    assertThatThrownBy(() -> several.checkFit(List.of(Shape.of(1, 1, 4, 4))))
        .hasMessageContaining("so one channel, which every pixel would win");
  }

  @Test
  void aClassifierIsNoSegmenter() {
    ModelSpec classifier = spec(new OutputSpec.Classes("s", OutputSpec.Activation.NONE));
    assertThatThrownBy(() -> Segmenter.create(classifier, 0))
        .hasMessageContaining("choose one whose task is segmentation");
  }

  private static List<Segment> segment(PixelScores output, Tensor scores, Placement placement) {
    return Segmenter.create(spec(output), 0).segment(List.of(scores), 0, placement);
  }

  private static PixelScores output(Layout layout, boolean background, int side) {
    return new PixelScores("s", layout, background, side, side, Grid.HALF_PIXEL, null);
  }

  private static PixelScores oneChannel(
      Layout layout, PixelThreshold threshold, int width, int height) {
    return new PixelScores("s", layout, false, width, height, Grid.HALF_PIXEL, threshold);
  }

  private static Tensor tensor(int first, int second, int third, String values) {
    String[] texts = values.split(" +");
    float[] scores = new float[texts.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.parseFloat(texts[i]);
    }
    return Tensor.of(Shape.of(1, first, second, third), scores);
  }

  private static ModelSpec spec(OutputSpec output) {
    return spec(output, "a", "b");
  }

  private static ModelSpec spec(OutputSpec output, String... labels) {
    List<Float> one = List.of(1f, 1f, 1f);
    InputSpec input =
        new InputSpec("i", Layout.NCHW, 8, 8, ResizeMode.LETTERBOX, InputSpec.Color.RGB, one, one);
    return new ModelSpec(
        "m",
        "1",
        output.task(),
        input,
        output,
        List.of(labels),
        7,
        "ab",
        0,
        0,
        1,
        "",
        "",
        "",
        TrackScores.DEFAULT);
  }
}
