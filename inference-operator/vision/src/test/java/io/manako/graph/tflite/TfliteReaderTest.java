package io.manako.graph.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.graph.Graph;
import io.manako.graph.GraphInterpreter;
import io.manako.graph.MalformedModelException;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TfliteReaderTest {
  /** 1, 2, −5 and 0.5 in half precision. */
  private static final short[] HALVES = {0x3c00, 0x4000, (short) 0xc500, 0x3800, 0x3c00, 0x3c00};

  private static final float[] WEIGHTS = {1, 2, -5, 0.5f, 1, 1};

  @Test
  void aNetworkComputesWhatItsOperationsSay() {
    byte[] file = network().file(0, ANSWER);
    Graph graph = read(file);
    float[] picture = new float[4 * 4 * 3];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (i * 7 % 11 - 5) / 5f;
    }
    double[] actual = GraphInterpreter.run(graph, planar(picture)).get(0);
    double[] expected = expected(picture);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static final int ANSWER = 19;

  /**
   * conv 1×1 stride 2 ReLU6 (half precision) → depthwise 3×3 SAME → add; of that the mean through a
   * dense layer and a sigmoid, all of it, its maximum with ReLU, and the softmax of its weighted
   * average, side by side.
   */
  private static LiteSketch network() {
    LiteSketch s = new LiteSketch();
    s.value("image", 1, 4, 4, 3);
    s.half(new int[] {2, 1, 1, 3}, HALVES);
    s.value("weights", 2, 1, 1, 3);
    s.constant(new int[] {2}, 1, -0.5f);
    s.value("conv", 1, 2, 2, 2);
    s.constant(new int[] {1, 3, 3, 2}, depthwiseWeights());
    s.value("depthwise", 1, 2, 2, 2);
    s.value("sum", 1, 2, 2, 2);
    s.integers(1, 2);
    s.value("mean", 1, 2);
    s.constant(new int[] {3, 2}, 1, 2, 3, 4, 5, 6);
    s.value("dense", 1, 3);
    s.value("sigmoid", 1, 3);
    s.value("flat", 1, 8);
    s.value("maximum", 1, 1, 1, 2);
    s.value("maximum/flat", 1, 2);
    s.value("average", 1, 1, 1, 2);
    s.value("weighted", 1, 1, 1, 2);
    s.value("softmax", 1, 1, 1, 2);
    s.value("answer", 1, 15);
    s.value("softmax/flat", 1, 2);
    int factors = s.constant(new int[] {2}, 2, 0.25f);
    byte same = LiteSketch.SAME;
    byte none = LiteSketch.NONE;
    return s.operation(LiteCode.DEQUANTIZE, 2, new int[] {1})
        .operation(LiteCode.CONV_2D, 4, new int[] {0, 2, 3}, same, 2, 2, LiteSketch.RELU6)
        .operation(LiteCode.DEPTHWISE_CONV_2D, 6, new int[] {4, 5, -1}, same, 1, 1, 1, none)
        .operation(LiteCode.ADD, 7, new int[] {4, 6}, none)
        .operation(LiteCode.MEAN, 9, new int[] {7, 8}, (byte) 0)
        .operation(LiteCode.FULLY_CONNECTED, 11, new int[] {9, 10}, none)
        .operation(LiteCode.LOGISTIC, 12, new int[] {11})
        .operation(LiteCode.RESHAPE, 13, new int[] {7})
        .operation(LiteCode.MAX_POOL_2D, 14, new int[] {7}, pool(LiteSketch.RELU))
        .operation(LiteCode.RESHAPE, 15, new int[] {14})
        .operation(LiteCode.AVERAGE_POOL_2D, 16, new int[] {7}, pool(none))
        .operation(LiteCode.MUL, 17, new int[] {16, factors}, none)
        .operation(LiteCode.SOFTMAX, 18, new int[] {17}, 1f)
        .operation(LiteCode.RESHAPE, 20, new int[] {18})
        .operation(LiteCode.CONCATENATION, ANSWER, new int[] {12, 13, 15, 20}, 1, none);
  }

  private static Object[] pool(byte activation) {
    return new Object[] {LiteSketch.VALID, 1, 1, 2, 2, activation};
  }

  private static float[] depthwiseWeights() {
    float[] weights = new float[18];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 5 - 2) / 4f;
    }
    return weights;
  }

  /** The same by plain loops over [rows, columns, channels]. */
  private static double[] expected(float[] picture) {
    double[] conv = new double[8];
    for (int i = 0; i < 8; i++) {
      int pixel = i / 4 * 2 * 4 + i / 2 % 2 * 2;
      double sum = i % 2 == 0 ? 1 : -0.5;
      for (int c = 0; c < 3; c++) {
        sum += picture[pixel * 3 + c] * WEIGHTS[i % 2 * 3 + c];
      }
      conv[i] = Math.min(6, Math.max(0, sum));
    }
    double[] sum = conv.clone();
    for (int i = 0; i < 8; i++) {
      for (int j = i % 2; j < 8; j += 2) {
        int ky = j / 4 - i / 4 + 1;
        int kx = j / 2 % 2 - i / 2 % 2 + 1;
        sum[i] += conv[j] * depthwiseWeights()[(ky * 3 + kx) * 2 + i % 2];
      }
    }
    double[] answer = new double[15];
    double[] mean = new double[2];
    double[] max = {0, 0};
    for (int i = 0; i < 8; i++) {
      answer[3 + i] = sum[i];
      mean[i % 2] += sum[i] / 4;
      max[i % 2] = Math.max(max[i % 2], sum[i]);
    }
    for (int o = 0; o < 3; o++) {
      double dense = mean[0] * (2 * o + 1) + mean[1] * (2 * o + 2);
      answer[o] = 1 / (1 + Math.exp(-dense));
    }
    answer[11] = max[0];
    answer[12] = max[1];
    answer[13] = 1 / (1 + Math.exp(mean[1] * 0.25 - mean[0] * 2));
    answer[14] = 1 - answer[13];
    return answer;
  }

  private static Tensor planar(float[] picture) {
    float[] planes = new float[picture.length];
    for (int i = 0; i < picture.length; i++) {
      planes[i % 3 * 16 + i / 3] = picture[i];
    }
    return Tensor.of(Shape.of(1, 3, 4, 4), planes);
  }

  /** Hard swish, then a zero row above, a column to the right and a channel behind, then twice. */
  @Test
  void mapsArePaddedAndResizedInTensorFlowsOrderOfAxes() {
    LiteSketch s = new LiteSketch();
    s.value("image", 1, 4, 4, 3);
    s.value("swish", 1, 4, 4, 3);
    int margins = s.pairs(0, 0, 1, 0, 0, 1, 0, 1);
    int padded = s.value("padded", 1, 5, 5, 4);
    int size = s.integers(10, 10);
    int twice = s.value("twice", 1, 10, 10, 4);
    byte[] file =
        s.operation(LiteCode.HARD_SWISH, 1, new int[] {0})
            .operation(LiteCode.PAD, padded, new int[] {1, margins})
            .operation(LiteCode.RESIZE_NEAREST_NEIGHBOR, twice, new int[] {padded, size})
            .file(0, twice);
    float[] picture = new float[4 * 4 * 3];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = i / 8f - 3;
    }
    double[] actual = GraphInterpreter.run(read(file), planar(picture)).get(0);
    assertThat(actual).hasSize(10 * 10 * 4);
    for (int i = 0; i < actual.length; i++) {
      int row = i / 40 / 2 - 1;
      int column = i / 4 % 10 / 2;
      int channel = i % 4;
      boolean zero = row < 0 || column > 3 || channel > 2;
      double x = zero ? 0 : picture[(row * 4 + column) * 3 + channel];
      double expected = x * Math.min(6, Math.max(0, x + 3)) / 6;
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void mapsArePaddedEnlargedAndActivatedAsTheirOperationsSay() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 1, 2, 3);
    sketch.integers(0, 0, 1, 0, 0, 1, 0, 1);
    sketch.value("padded", 1, 2, 3, 4);
    sketch.integers(4, 6);
    sketch.value("large", 1, 4, 6, 4);
    sketch.value("y", 1, 4, 6, 4);
    byte[] file =
        sketch
            .operation(LiteCode.PAD, 2, new int[] {0, 1})
            .operation(LiteCode.RESIZE_BILINEAR, 4, new int[] {2, 3}, null, null, null, (byte) 1)
            .operation(LiteCode.HARD_SWISH, 5, new int[] {4})
            .file(0, 5);

    Tensor picture = Tensor.of(Shape.of(1, 3, 1, 2), 4, -4, 8, 0, 0, 0);
    double[] y = GraphInterpreter.run(read(file), picture).get(0);

    // Below a row of zeros lies 4, -4, 0; half-pixel centres blend a quarter of the neighbour.
    double[] first = {0, 0, 0, 0, 0, 0, 1, .5, -.5, -.75, -.25, 0, 3, 1.5, -1.5, -2.25, -.75, 0};
    for (int i = 0; i < first.length; i++) {
      double x = first[i];
      assertThat(y[4 * i]).as("pixel %d", i).isCloseTo(hardSwish(x), within(1e-6));
      assertThat(y[4 * i + 3]).as("new channel of pixel %d", i).isZero();
    }
    assertThat(y[4 * 18]).isCloseTo(hardSwish(4), within(1e-6));
  }

  private static double hardSwish(double x) {
    return x * Math.min(6, Math.max(0, x + 3)) / 6;
  }

  @Test
  void aTransposedConvolutionAddsAMultipleOfTheKernelForEachSample() {
    double[] y =
        GraphInterpreter.run(
                read(transposed("Convolution2DTransposeBias", 1)),
                Tensor.of(Shape.of(1, 3, 1, 2), 1, 10, 0, 0, 0, 0))
            .get(0);
    assertThat(y).containsExactly(1.5, 2.5, 10.5, 20.5, 3.5, 4.5, 30.5, 40.5);
  }

  @Test
  void otherCustomOperationsAndPaddingsAreNamed() {
    assertRefused(
        transposed("MaxUnpooling2D", 1), "operation 0 (custom operation MaxUnpooling2D) is not");
    assertRefused(
        transposed("Convolution2DTransposeBias", 2),
        "operation 0 (custom operation Convolution2DTransposeBias) has no padding of the kind SAME");
  }

  /** One kernel 1, 2, 3, 4 of the first channel, with strides of 2 and a bias of ½. */
  private static byte[] transposed(String name, int padding) {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 1, 2, 3);
    sketch.constant(new int[] {1, 2, 2, 3}, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0);
    sketch.constant(new int[] {1}, 0.5f);
    sketch.value("y", 1, 2, 4, 1);
    return sketch.custom(name, 3, new int[] {0, 1, 2}, padding, 2, 2).file(0, 3);
  }

  @Test
  void paddingOfTheBatchIsRefused() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 1, 2, 3);
    sketch.integers(0, 1, 0, 0, 0, 0, 0, 0);
    sketch.value("y", 2, 1, 2, 3);
    assertRefused(
        sketch.operation(LiteCode.PAD, 2, new int[] {0, 1}).file(0, 2),
        "pads by [0, 1, 0, 0, 0, 0, 0, 0]; up to 4096 zeros around rows, columns and channels are"
            + " read");
  }

  @Test
  void anUnknownOperationIsNamedByItsNumber() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 4, 4, 3);
    sketch.value("y", 1, 4, 4, 3);
    assertRefused(
        sketch.operation(130, 1, new int[] {0}).file(0, 1),
        "operation 0 (number 130 of TensorFlow Lite's schema) is not read");
  }

  @Test
  void weightsThatDoNotFillTheirShapeAreRefused() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 4, 4, 3);
    sketch.value("y", 1, 4, 4, 1);
    sketch.half(new int[] {1, 1, 1, 3}, (short) 0, (short) 0);
    assertRefused(
        sketch.operation(3, 1, new int[] {0, 2}, LiteSketch.SAME, 1, 1).file(0, 1),
        "the tensor constant2 of shape [1x1x1x3] needs 6 bytes and has 4");
  }

  @Test
  void quantisedWeightsAreRefusedWithWhatToTakeInstead() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 4, 4, 3);
    sketch.value("y", 1, 4, 4, 1);
    sketch.bytes(new int[] {1, 1, 1, 3}, (byte) 1, (byte) 2, (byte) 3);
    assertRefused(
        sketch.operation(LiteCode.CONV_2D, 1, new int[] {0, 2}, LiteSketch.SAME, 1, 1).file(0, 1),
        "constant2 has type 9 of the schema; float32, float16 and int32 are read: take the model's"
            + " float version");
  }

  @Test
  void sparseWeightsAreRefused() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 4, 4, 3);
    sketch.value("y", 1, 4, 4, 1);
    sketch.sparse(1, 1, 1, 3);
    assertRefused(
        sketch.operation(LiteCode.CONV_2D, 1, new int[] {0, 2}, LiteSketch.SAME, 1, 1).file(0, 1),
        "the tensor sparse is sparse; dense ones are read");
  }

  @Test
  void aShapeThatDoesNotComeOutIsRefused() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 4, 4, 3);
    sketch.value("y", 1, 4, 4, 2);
    assertRefused(
        sketch.operation(LiteCode.RELU, 1, new int[] {0}).file(0, 1),
        "gives shape [1, 4, 4, 3] where the file says [1, 4, 4, 2]");
  }

  @Test
  void aValueThatIsReadBeforeItIsWrittenIsNamed() {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, 4, 4, 3);
    sketch.value("late", 1, 4, 4, 3);
    sketch.value("y", 1, 4, 4, 3);
    assertRefused(
        sketch.operation(LiteCode.RELU, 2, new int[] {1}).file(0, 2),
        "the tensor late is not computed from the pictures before it is read");
  }

  @Test
  void aFileOfAnotherFormatIsRefused() {
    assertRefused(new byte[100], "does not have the letters TFL3 at its beginning");
    assertRefused(new byte[3], "the file has 3 bytes and ends before its first table");
  }

  @Test
  void aFileThatIsCutShortAnywhereIsASentence() {
    byte[] whole = network().file(0, ANSWER);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(MalformedModelException.class)
          .hasMessageNotContaining("null");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void damagedFilesAreReadOrRefusedAndNothingElse(long seed) {
    byte[] whole = network().file(0, ANSWER);
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] damaged = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextBoolean()
                ? (byte) (damaged[at] ^ 1 << random.nextInt(8))
                : (byte) random.nextInt(256);
      }
      try {
        read(damaged);
      } catch (MalformedModelException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 4000);
  }

  private static Graph read(byte[] file) {
    return TfliteReader.of(ByteBuffer.wrap(file)).read("sketch", Map.of());
  }

  private static void assertRefused(byte[] file, String sentence) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining(sentence);
  }
}
