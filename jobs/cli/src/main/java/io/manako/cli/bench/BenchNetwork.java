package io.manako.cli.bench;

import io.manako.graph.Graph;
import io.manako.graph.OnnxWriter;
import io.manako.graph.Resampling;
import io.manako.graph.ShapeInference;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.OutputSpec.Activation;
import io.manako.model.TrackScores;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.zoo.Variant;
import io.manako.zoo.Zoo;
import io.manako.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Network to measure: a published architecture with random weights, or a model of the catalog.
 *
 * @param model model file, which both engines run
 * @param graph content of the file
 */
public record BenchNetwork(Model model, Graph graph) {
  /** Networks that are measured by default. */
  static final List<String> USUAL =
      List.of("mobilenet-v2", "mobilenet-v1", "mobilenet-v3-large", "ssdlite-mobilenet-v2");

  /**
   * Rows and columns of the input, equal to those of the catalog's detector, so that both can be
   * compared.
   */
  private static final int SSDLITE_SIZE = 300;

  /** Returns whether the zoo has a network of that name. */
  static boolean isArchitecture(String name) {
    return Zoo.names().contains(name);
  }

  /** Builds the usual member of a family of the zoo and writes it into a folder. */
  static BenchNetwork build(String name, Path folder) throws IOException {
    ZooModel model = Zoo.find(name);
    Variant own = model.variant();
    int size = name.equals("ssdlite-mobilenet-v2") ? SSDLITE_SIZE : own.size();
    return build(
        model, new Variant(own.width(), own.classes(), size, own.padding(), own.seed()), folder);
  }

  /** Builds a member of a family of the zoo and writes it into a folder, as NAME.onnx. */
  public static BenchNetwork build(ZooModel zoo, Variant variant, Path folder) throws IOException {
    Graph graph = zoo.build(variant);
    Path file = folder.resolve(zoo.name() + ".onnx");
    OnnxWriter.write(graph, file);
    // Engines share weights by the fingerprint, so each member needs its own.
    String fingerprint = zoo.name() + " " + variant;
    InputSpec input =
        new InputSpec(
            graph.inputs().keySet().iterator().next(),
            InputSpec.Layout.NCHW,
            variant.size(),
            variant.size(),
            ResizeMode.STRETCH,
            InputSpec.Color.RGB,
            List.of(127.5f, 127.5f, 127.5f),
            List.of(127.5f, 127.5f, 127.5f));
    ModelSpec spec =
        new ModelSpec(
            zoo.name(),
            "random",
            zoo.task(),
            input,
            output(graph),
            List.of(),
            0,
            "none",
            0,
            0,
            1,
            fingerprint,
            "none",
            "built",
            TrackScores.DEFAULT);
    return new BenchNetwork(new Model(spec, folder, file), graph);
  }

  /** Reads a model that is on this machine. */
  static BenchNetwork of(Model model) throws IOException {
    return new BenchNetwork(model, model.graph());
  }

  /** Describes a graph's outputs well enough to run it; their values are never read. */
  private static OutputSpec output(Graph graph) {
    List<String> names = graph.outputs();
    if (names.size() > 1) {
      return new OutputSpec.DecodedBoxes(names.get(0), names.get(1), Activation.NONE, true);
    }
    Shape shape = ShapeInference.infer(graph, 1).get(names.get(0));
    return shape.rank() == 2
        ? new OutputSpec.Classes(names.get(0), Activation.NONE)
        : new OutputSpec.PixelScores(
            names.get(0), InputSpec.Layout.NCHW, true, 1, 1, Resampling.Grid.HALF_PIXEL, null);
  }
}
