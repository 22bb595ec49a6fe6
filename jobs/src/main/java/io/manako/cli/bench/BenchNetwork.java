package io.manako.cli.bench;

import io.manako.graph.Graph;
import io.manako.graph.OnnxReader;
import io.manako.graph.OnnxWriter;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Task;
import io.manako.tensor.ResizeMode;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A network to measure: a published architecture with random weights, or a model of the catalog.
 *
 * @param model its file, which both engines run
 * @param graph the file's content
 */
record BenchNetwork(Model model, Graph graph) {
  private static final Variant IMAGE_NET = Variant.imageNet(1, 224);
  private static final Variant COCO = new Variant(1, 91, 300, Variant.Padding.SAME, 1);
  private static final Map<String, Function<Variant, Graph>> BUILDERS = builders();

  private static Map<String, Function<Variant, Graph>> builders() {
    Map<String, Function<Variant, Graph>> builders = new LinkedHashMap<>();
    builders.put("mobilenet-v2", MobileNetV2::build);
    builders.put("mobilenet-v1", MobileNetV1::build);
    builders.put("mobilenet-v3-large", MobileNetV3::large);
    builders.put("ssdlite-mobilenet-v2", SsdLite::mobileNetV2);
    return builders;
  }

  /** Names of the architectures that can be built. */
  static List<String> architectures() {
    return List.copyOf(BUILDERS.keySet());
  }

  static boolean isArchitecture(String name) {
    return BUILDERS.containsKey(name);
  }

  /** Builds an architecture and writes it into a folder. */
  static BenchNetwork build(String name, Path folder) throws IOException {
    boolean detector = name.startsWith("ssdlite");
    Graph graph = BUILDERS.get(name).apply(detector ? COCO : IMAGE_NET);
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(graph, file);
    return of(new Model(spec(name, detector), folder, file));
  }

  /** Reads a model that is on this machine. */
  static BenchNetwork of(Model model) throws IOException {
    return new BenchNetwork(model, OnnxReader.read(model.onnx()));
  }

  private static ModelSpec spec(String name, boolean detector) {
    int size = detector ? COCO.size() : IMAGE_NET.size();
    InputSpec input =
        new InputSpec(
            "image",
            InputSpec.Layout.NCHW,
            size,
            size,
            ResizeMode.STRETCH,
            InputSpec.Color.RGB,
            List.of(127.5f, 127.5f, 127.5f),
            List.of(127.5f, 127.5f, 127.5f));
    OutputSpec.Activation raw = OutputSpec.Activation.NONE;
    OutputSpec output =
        detector
            ? new OutputSpec.DecodedBoxes("boxes", "scores", raw, true)
            : new OutputSpec.Classes("logits", raw);
    Task task = detector ? Task.DETECTION : Task.CLASSIFICATION;
    // Its name stands for the fingerprint: engines share weights by it.
    return new ModelSpec(
        name, "random", task, input, output, List.of(), 0, "none", 0, 0, 1, name, "none", "built");
  }
}
