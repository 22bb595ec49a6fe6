package io.manako.engine;

import io.manako.graph.Graph;
import io.manako.graph.OnnxWriter;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Task;
import io.manako.model.TestModels;
import io.manako.model.TrackScores;
import io.manako.tensor.ResizeMode;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Networks at their published sizes, as files that both engines open. */
final class PublishedNetwork {
  private static final Variant IMAGE_NET = Variant.imageNet(1, 224);
  private static final Variant COCO = new Variant(1, 91, 300, Variant.Padding.SAME, 1);

  private PublishedNetwork() {}

  /** A model of the catalog, or an architecture that is written into {@code folder}. */
  static Model model(String name, Path folder) throws IOException {
    return switch (name) {
      case "detector" -> TestModels.detector();
      case "classifier" -> TestModels.classifier();
      case "open-images" -> TestModels.openImagesDetector();
      case "centernet" -> TestModels.centerDetector();
      case "segmenter" -> TestModels.segmenter();
      case "v1" -> built(folder, name, MobileNetV1.build(IMAGE_NET), "logits");
      case "v2" -> built(folder, name, MobileNetV2.build(IMAGE_NET), "logits");
      case "v3-large" -> built(folder, name, MobileNetV3.large(IMAGE_NET), "logits");
      case "ssdlite" -> built(folder, name, SsdLite.mobileNetV2(COCO), "boxes", "scores");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Model built(Path folder, String name, Graph graph, String... outputs)
      throws IOException {
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(graph, file);
    boolean detector = outputs.length > 1;
    int size = detector ? COCO.size() : IMAGE_NET.size();
    OutputSpec.Activation raw = OutputSpec.Activation.NONE;
    ModelSpec spec =
        new ModelSpec(
            name,
            "random",
            detector ? Task.DETECTION : Task.CLASSIFICATION,
            new InputSpec(
                "image",
                InputSpec.Layout.NCHW,
                size,
                size,
                ResizeMode.STRETCH,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f)),
            detector
                ? new OutputSpec.DecodedBoxes(outputs[0], outputs[1], raw, true)
                : new OutputSpec.Classes(outputs[0], raw),
            List.of(),
            0,
            "none",
            0,
            0,
            1,
            name,
            "none",
            "built",
            TrackScores.DEFAULT);
    return new Model(spec, folder, file);
  }
}
