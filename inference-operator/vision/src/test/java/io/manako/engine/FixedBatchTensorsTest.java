package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.OnnxReader;
import io.manako.graph.OnnxSketch;
import io.manako.tensor.ImageLayout;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that were exported for several pictures run operators without fast kernels. */
final class FixedBatchTensorsTest {
  private static final int BATCH = 4;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("attention", attention(BATCH), 3),
        Arguments.of("heads joined with the pictures", heads(), 4),
        Arguments.of("channels in front", inFront(), 4),
        Arguments.of("a constant for each picture", ownConstant(), 4),
        Arguments.of("anchors without pictures", anchors(), 3),
        Arguments.of("results behind a convolution", ranked(), 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void anExportForSeveralPicturesIsAnswered(String what, OnnxSketch sketch, int rank) {
    OnnxParity.Outcome outcome = OnnxParity.judge(sketch.writing("y", rank), what);
    assertThat(outcome.refusal()).isNull();
    assertThat(outcome.judged()).isTrue();
  }

  @Test
  void aPictureHasTheSameBitsInAnExportForOneAndInAnyCountOfAnExportForFour() {
    try (JavaEngine one = engine(attention(1), 1);
        JavaEngine four = engine(attention(BATCH), BATCH)) {
      EngineInput pictures = TestNetworks.pictures(four);
      float[] all = four.run(pictures, BATCH).get(0).toArray();
      int size = all.length / BATCH;
      for (int n = 0; n < BATCH; n++) {
        EngineInput alone = one.newInput();
        copy(pictures, n, alone);
        float[] own = one.run(alone, 1).get(0).toArray();
        assertThat(own).containsExactly(part(all, n, size));
      }
      float[] two = four.run(pictures, 2).get(0).toArray();
      assertThat(two).hasSize(2 * size).containsExactly(part(all, 0, 2 * size));
    }
  }

  private static float[] part(float[] all, int n, int size) {
    return Arrays.copyOfRange(all, n * size, (n + 1) * size);
  }

  private static void copy(EngineInput from, int n, EngineInput to) {
    ImageLayout l = to.layout();
    for (int i = 0; i < l.channels() * l.height() * l.width(); i++) {
      int c = i / l.width() / l.height();
      int y = i / l.width() % l.height();
      int x = i % l.width();
      to.data().put(l.index(0, c, y, x), from.data().get(from.layout().index(n, c, y, x)));
    }
  }

  private static JavaEngine engine(OnnxSketch sketch, int batch) {
    byte[] file = sketch.writing("y", 3);
    return JavaEngine.of(OnnxReader.read(file), TestNetworks.options(1, batch), "bits" + batch);
  }

  private static OnnxSketch attention(int batch) {
    return reading(13, batch, 8, 3, 6)
        .ints("s", batch, 8, 18)
        .weight("w", 8, 8)
        .node("Reshape", "v", "x s")
        .node("Transpose", "k", "v", attribute("perm", new long[] {0, 2, 1}))
        .node("MatMul", "q", "k w")
        .node("MatMul", "d", "q v")
        .node("Softmax", "p", "d", attribute("axis", -1))
        .node("MatMul", "y", "p k");
  }

  /** Heads lie next to the pictures in the first axis, as PyTorch's attention writes them. */
  private static OnnxSketch heads() {
    return reading(13, BATCH, 8, 3, 6)
        .ints("s", 2 * BATCH, 4, 18)
        .ints("t", BATCH, 8, 3, 6)
        .scalar("root", 0.35f)
        .node("Reshape", "v", "x s")
        .node("Transpose", "k", "v", attribute("perm", new long[] {0, 2, 1}))
        .node("MatMul", "d", "k v")
        .node("Mul", "e", "d root")
        .node("Softmax", "p", "e", attribute("axis", -1))
        .node("MatMul", "m", "v p")
        .node("Sigmoid", "g", "m")
        .node("Reshape", "r", "g t")
        .node("Add", "y", "r x");
  }

  private static OnnxSketch inFront() {
    return reading(13, BATCH, 2, 3, 5)
        .node("Transpose", "t", "x", attribute("perm", new long[] {1, 0, 2, 3}))
        .node("Relu", "r", "t")
        .node("Exp", "e", "r")
        .node("Transpose", "y", "e", attribute("perm", new long[] {1, 0, 2, 3}));
  }

  private static OnnxSketch ownConstant() {
    return reading(13, BATCH, 2, 3, 5)
        .weight("k", BATCH, 2, 1, 1)
        .node("Exp", "e", "x")
        .node("Mul", "y", "e k");
  }

  private static OnnxSketch anchors() {
    return reading(13, BATCH, 4, 3, 5)
        .ints("s", BATCH, 4, 15)
        .weight("a", 4, 15)
        .weight("b", 1, 4, 15)
        .node("Reshape", "v", "x s")
        .node("Exp", "e", "v")
        .node("Mul", "m", "e a")
        .node("Concat", "y", "m e", attribute("axis", 1));
  }

  private static OnnxSketch ranked() {
    return reading(13, BATCH, 3, 6, 6)
        .weight("w", 5, 3, 3, 3)
        .ints("s", BATCH, 5, 16)
        .ints("k", 3)
        .node("Conv", "c", "x w")
        .node("Reshape", "v", "c s")
        .node("TopK", "y i", "v k", attribute("axis", 2));
  }
}
