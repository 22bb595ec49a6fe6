package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.engine.EngineInput;
import io.manako.engine.EngineOptions;
import io.manako.engine.JavaEngine;
import io.manako.graph.Graph;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.Variant;
import io.manako.zoo.Weights;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network of the zoo with trained weights answers as the network that they were trained in. */
final class TrainedZooTest {

  @Test
  void mobileNetV1WithKerasWeightsAnswersAsKerasNetwork() throws IOException {
    Graph graph =
        Weights.ofOnnx(TestModels.classifier().onnx())
            .into(MobileNetV1.build(Variant.imageNet(1, 224)), TrainedZooTest::kerasName);
    EngineOptions options =
        new EngineOptions(EngineOptions.Kind.JAVA, EngineOptions.Device.CPU, 1, 1);
    try (JavaEngine engine = JavaEngine.of(graph, options, "keras")) {
      for (String name : List.of("apple", "messi5", "vtest")) {
        assertAnswers(engine, new ReferencePicture(name));
      }
    }
  }

  private static void assertAnswers(JavaEngine engine, ReferencePicture picture)
      throws IOException {
    EngineInput input = engine.newInput();
    picture.put(input, 0);
    double[] actual = softmax(engine.run(input, 1).get(0).toArray());
    float[] expected = picture.floats("_probabilities.bin");
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("class %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }

  /** {@code pair3/dw/conv/weights} is {@code conv_dw_3/weights}, {@code …/bn/shift} number 1. */
  private static String kerasName(String constant) {
    String name =
        constant
            .replaceFirst("pair(\\d+)/(dw|pw)/", "conv_$2_$1/")
            .replaceFirst("^stem/", "conv1/")
            .replaceFirst("^logits/", "conv_preds/")
            .replaceFirst("/conv/", "/");
    String[] statistics = {"scale", "shift", "mean", "variance"};
    for (int i = 0; i < statistics.length; i++) {
      name = name.replaceFirst("/bn/" + statistics[i] + "$", "_bn/" + i);
    }
    return name;
  }

  private static double[] softmax(float[] logits) {
    double[] e = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < e.length; i++) {
      e[i] = Math.exp(logits[i]);
      sum += e[i];
    }
    for (int i = 0; i < e.length; i++) {
      e[i] /= sum;
    }
    return e;
  }
}
