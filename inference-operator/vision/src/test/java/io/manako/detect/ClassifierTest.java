package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.model.InputSpec;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.OutputSpec.Activation;
import io.manako.model.Task;
import io.manako.model.TrackScores;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  @Test
  void theBestClassesComeFirstAndTiesGoByClassId() {
    Classifier classifier = classifier(Activation.NONE, 3);
    List<Tensor> outputs = scores(1, 0.1f, 0.3f, 0.05f, 0.3f, 0.25f);
    assertThat(classifier.classify(outputs, 0))
        .containsExactly(
            new Classification(1, "b", 0.3f),
            new Classification(3, "class-3", 0.3f),
            new Classification(4, "class-4", 0.25f));
  }

  @Test
  void rawScoresBecomeProbabilitiesWithoutOverflow() {
    float ln2 = (float) Math.log(2);
    List<Classification> best =
        classifier(Activation.SOFTMAX, 9).classify(scores(1, 1000, 1000 + ln2, 1000), 0);
    assertThat(best).hasSize(3);
    assertThat(best.get(0).classId()).isEqualTo(1);
    assertThat(best.get(0).score()).isCloseTo(0.5f, within(1e-4f));
    assertThat(best.get(1).score()).isCloseTo(0.25f, within(1e-4f));
    assertThat(classifier(Activation.SIGMOID, 1).classify(scores(1, 0, -1), 0).get(0).score())
        .isEqualTo(0.5f);
  }

  @Test
  void eachPictureOfABatchHasItsOwnScores() {
    Classifier classifier = classifier(Activation.NONE, 1);
    List<Tensor> outputs = scores(2, 0.9f, 0.1f, 0.2f, 0.8f);
    assertThat(classifier.classify(outputs, 0).get(0).label()).isEqualTo("a");
    assertThat(classifier.classify(outputs, 1).get(0).label()).isEqualTo("b");
  }

  @Test
  void aScoreThatIsNoNumberIsLeftOut() {
    List<Tensor> outputs = scores(1, Float.NaN, 0.4f, Float.NaN);
    assertThat(classifier(Activation.NONE, 5).classify(outputs, 0)).hasSize(1);
    assertThat(classifier(Activation.SOFTMAX, 5).classify(outputs, 0)).isEmpty();
  }

  @Test
  void aDetectorIsNoClassifier() {
    var boxes = new OutputSpec.DecodedBoxes("b", "s", Activation.NONE, false);
    assertThatThrownBy(() -> Classifier.create(spec(boxes), 5))
        .hasMessageContaining("gives no class scores");
    assertThatThrownBy(() -> classifier(Activation.NONE, 0)).hasMessageContaining("1 or more");
  }

  @Test
  void axesOfOneElementBehindTheClassesAreIgnored() {
    Classifier classifier = classifier(Activation.NONE, 1);
    classifier.checkFit(List.of(Shape.of(1, 3, 1, 1)));
    classifier.checkFit(List.of(Shape.of(1, 1, 1, 3)));
    Tensor two = Tensor.of(Shape.of(2, 3, 1, 1), 0.1f, 0.7f, 0.2f, 0.6f, 0.3f, 0.1f);
    assertThat(classifier.classify(List.of(two), 1))
        .containsExactly(new Classification(0, "a", 0.6f));
  }

  @Test
  void aMapOfScoresIsNoClassifier() {
    Classifier classifier = classifier(Activation.NONE, 1);
    assertThatThrownBy(() -> classifier.checkFit(List.of(Shape.of(1, 3, 7, 7))))
        .hasMessage(
            "the output s of m has shape [1x3x7x7], but a classifier gives one score for each"
                + " class: [N, classes] or [N, classes, 1, 1]");
  }

  @Test
  void labelsOfWhichSeveralApplyAreReportedFromTheirThresholdOn() {
    var output = new OutputSpec.Classes("s", Activation.SIGMOID, 0.5f);
    Classifier classifier = Classifier.create(spec(output), 5);
    List<Classification> found = classifier.classify(scores(1, 0, 2, -1e-3f, Float.NaN), 0);
    assertThat(found).extracting(Classification::classId).containsExactly(1, 0);
    assertThat(found.get(0).score()).isCloseTo(0.880797f, within(1e-6f));
    assertThat(found.get(1).score()).isEqualTo(0.5f);
    assertThat(classifier.classify(scores(1, -5, -5, -5), 0)).isEmpty();
  }

  private static List<Tensor> scores(int batch, float... values) {
    return List.of(Tensor.of(Shape.of(batch, values.length / batch), values));
  }

  private static Classifier classifier(Activation activation, int topK) {
    return Classifier.create(spec(new OutputSpec.Classes("s", activation)), topK);
  }

  private static ModelSpec spec(OutputSpec output) {
    var one = List.of(1f, 1f, 1f);
    var input =
        new InputSpec(
            "x",
            InputSpec.Layout.NHWC,
            224,
            224,
            ResizeMode.STRETCH,
            InputSpec.Color.RGB,
            one,
            one);
    return new ModelSpec(
        "m",
        "1",
        Task.CLASSIFICATION,
        input,
        output,
        List.of("a", "b"),
        0,
        "abc",
        0,
        0,
        1,
        "",
        "",
        "",
        TrackScores.DEFAULT);
  }
}
