package io.manako.engine.plan;

import io.manako.graph.Border;
import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Plans one graph. */
final class Planner {
  private final Graph graph;
  private final Plan.Settings settings;
  private final Map<String, Shape> shapes;
  private final List<Step> steps = new ArrayList<>();
  private final Values values;
  private final WeightPacking packing = new WeightPacking();

  Planner(Graph graph, Plan.Settings settings) {
    this.graph = graph;
    this.settings = settings;
    this.shapes = infer(graph, settings.batch());
    Values.Extents extents =
        new Values.Extents(settings.batch(), settings.kernels().block(), isForOneBatch());
    this.values = new Values(graph, shapes, steps, extents);
  }

  /** Returns whether every run computes all pictures of a batch. */
  private boolean isForOneBatch() {
    return settings.batch() == 1
        || graph.inputs().values().stream()
            .allMatch(input -> input.rank() > 0 && input.dim(0) == settings.batch());
  }

  private static Map<String, Shape> infer(Graph graph, int batch) {
    try {
      return ShapeInference.infer(graph, batch);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedGraphException("network " + graph.name() + ": " + e.getMessage(), e);
    }
  }

  Plan plan() {
    Pictures pictures = pictures();
    LayerPacking layers = new LayerPacking(values, settings.kernels(), packing);
    ConvolutionLowering convolutions =
        new ConvolutionLowering(values, layers, steps, settings.threads());
    Lowering lowering = new Lowering(values, convolutions, steps, settings.threads());
    List<Plan.NamedStep> named = new ArrayList<>();
    for (Node node : graph.nodes()) {
      lowering.lower(node);
      name(named, node.name());
    }
    Outputs outputs = outputs();
    name(named, "outputs");
    float[] arena = AlignedArray.allocate(Arena.layOut(withOutputsAlive(outputs)));
    SharedWeights weights = SharedWeights.acquire(settings.weightsKey(), packing);
    Workspace workspace =
        new Workspace(settings.kernels(), arena, weights.data(), settings.threads());
    return new Plan(List.copyOf(named), pictures, outputs, workspace, weights);
  }

  private void name(List<Plan.NamedStep> named, String node) {
    for (int i = named.size(); i < steps.size(); i++) {
      named.add(new Plan.NamedStep(node, steps.get(i)));
    }
  }

  private Outputs outputs() {
    Map<String, Plain> computed = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Set<String> alone = new HashSet<>();
    for (String name : graph.outputs()) {
      Tensor constant = values.tensor(name);
      if (constant == null) {
        computed.put(name, values.plain(name));
        if (!values.isLed(name)) {
          alone.add(alone(name));
        }
      } else {
        constants.put(name, Tensor.of(constant.shape(), constant.toArray()));
      }
    }
    return new Outputs(graph.outputs(), computed, constants, alone, new RowTrimming(graph));
  }

  private String alone(String output) {
    if (settings.batch() > 1) {
      throw new UnsupportedGraphException(
          "the Java engine cannot tell the pictures of a batch apart in output %s of shape %s; %s"
              .formatted(output, values.shape(output), MalformedModelException.OTHER_ENGINE));
    }
    return output;
  }

  /** Returns the steps and one more that reads all outputs, so that no step overwrites them. */
  private List<Step> withOutputsAlive(Outputs outputs) {
    List<Step> all = new ArrayList<>(steps);
    all.add(new Reader(outputs.values().values().stream().map(Plain::buffer).toList()));
    return all;
  }

  private Pictures pictures() {
    if (graph.inputs().size() != 1) {
      throw new UnsupportedGraphException(
          "the Java engine runs networks of one input, not of " + graph.inputs().keySet());
    }
    String name = graph.inputs().keySet().iterator().next();
    Shape shape = values.shape(name);
    if (shape.rank() != 4 || shape.dim(0) != settings.batch()) {
      throw new UnsupportedGraphException(
          String.format(
              Locale.ROOT,
              "the input %s of network %s has shape %s, not %d pictures: open the engine with the"
                  + " batch size that the network was exported with",
              name,
              graph.name(),
              shape,
              settings.batch()));
    }
    boolean channelsLast = shape.dim(3) <= 4 && shape.dim(1) > 4;
    MapShape picture =
        channelsLast
            ? new MapShape(shape.dim(3), shape.dim(1), shape.dim(2))
            : new MapShape(shape.dim(1), shape.dim(2), shape.dim(3));
    Pictures pictures = Pictures.allocate(picture, around(), settings.batch());
    values.put(name, pictures);
    return pictures;
  }

  /**
   * Returns the greatest padding of the convolutions that read the pictures, up to the first
   * inverted residual.
   */
  private Border around() {
    return graph.nodes().stream()
        .takeWhile(node -> !(node instanceof InvertedResidual))
        .filter(FusedConv.class::isInstance)
        .map(FusedConv.class::cast)
        .filter(conv -> readsPictures(conv.input()))
        .map(conv -> conv.window().padding())
        .reduce(Border.NONE, Border::union);
  }

  private boolean readsPictures(String value) {
    return graph.inputs().containsKey(value) || isTransposedInput(value);
  }

  private boolean isTransposedInput(String value) {
    return graph.nodes().stream()
        .anyMatch(
            n ->
                n instanceof MoveNode.Transpose t
                    && t.output().equals(value)
                    && graph.inputs().containsKey(t.input()));
  }

  /** Keeps buffers alive until the end of a run. */
  private record Reader(List<Buffer> buffers) implements Step {
    @Override
    public void run(Workspace workspace, int thread, int count) {
      // Only its buffers matter.
    }
  }
}
