package io.manako.engine;

import io.manako.engine.kernel.KernelSelection;
import io.manako.engine.kernel.Kernels;
import io.manako.engine.plan.Plan;
import io.manako.engine.plan.UnsupportedGraphException;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxReader;
import io.manako.graph.ShapeInference;
import io.manako.model.Model;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs networks in plain Java: no native library, and a picture's result has the same bits alone,
 * in any batch, on any number of threads and on every machine. Planned once; a run allocates
 * nothing.
 */
public final class JavaEngine implements Engine {
  private final Plan plan;
  private final EngineOptions options;
  private final String kernels;
  private boolean closed;

  private JavaEngine(Plan plan, EngineOptions options, String kernels) {
    this.plan = plan;
    this.options = options;
    this.kernels = kernels;
  }

  static JavaEngine open(Model model, EngineOptions options) {
    Graph graph = read(model);
    List<String> outputs = signature(graph, options).check(model.spec(), options.maxBatch());
    Graph wanted =
        new Graph(graph.name(), graph.inputs(), graph.constants(), graph.nodes(), outputs);
    return of(wanted, options, model.spec().sha256());
  }

  private static Graph read(Model model) {
    try {
      return OnnxReader.read(model.onnx());
    } catch (IOException | MalformedModelException e) {
      throw new EngineException(
          "the Java engine cannot read %s: %s".formatted(model.onnx(), e.getMessage()), e);
    }
  }

  private static GraphSignature signature(Graph graph, EngineOptions options) {
    Map<String, Shape> shapes;
    try {
      shapes = ShapeInference.infer(graph, options.maxBatch());
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "the Java engine cannot run %s in batches of %d: %s; use --engine onnxruntime",
              graph.name(),
              options.maxBatch(),
              e.getMessage()),
          e);
    }
    return new GraphSignature(
        extents(graph.inputs().keySet(), shapes), extents(graph.outputs(), shapes));
  }

  private static Map<String, long[]> extents(Collection<String> names, Map<String, Shape> shapes) {
    Map<String, long[]> extents = new LinkedHashMap<>();
    for (String name : names) {
      Shape shape = shapes.getOrDefault(name, Shape.of());
      extents.put(name, Arrays.stream(shape.dims()).asLongStream().toArray());
    }
    return extents;
  }

  /**
   * Plans a graph.
   *
   * @param weightsKey equal for graphs with the same weights, which are then packed once
   * @throws EngineException naming operator and node if the engine lacks one
   */
  public static JavaEngine of(Graph graph, EngineOptions options, Object weightsKey) {
    return of(graph, options, weightsKey, KernelSelection.kernels());
  }

  static JavaEngine of(Graph graph, EngineOptions options, Object weightsKey, Kernels kernels) {
    Plan.Settings settings =
        new Plan.Settings(kernels, options.threads(), options.maxBatch(), weightsKey);
    try {
      return new JavaEngine(Plan.of(graph, settings), options, kernels.description());
    } catch (UnsupportedGraphException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  @Override
  public EngineInput newInput() {
    return new EngineInput(plan.layout(), FloatBuffer.wrap(plan.newPictures()));
  }

  @Override
  public List<Tensor> run(EngineInput input, int count) {
    if (closed) {
      throw new EngineException("the engine is closed");
    }
    if (count < 1 || count > options.maxBatch()) {
      throw new EngineException(
          String.format(
              Locale.ROOT, "a run takes 1 to %d pictures, not %d", options.maxBatch(), count));
    }
    if (!input.data().hasArray() || !input.layout().equals(plan.layout())) {
      throw new EngineException(
          "the input has another layout than this engine reads: take it from newInput()");
    }
    return plan.run(input.data().array(), count);
  }

  @Override
  public List<String> outputNames() {
    return plan.outputNames();
  }

  @Override
  public int maxBatch() {
    return options.maxBatch();
  }

  @Override
  public long weightBytes() {
    return plan.weightBytes();
  }

  @Override
  public long arenaBytes() {
    return plan.arenaBytes();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "java (%s), %d thread(s), batches of up to %d",
        kernels,
        options.threads(),
        options.maxBatch());
  }

  /** The plan, for its sizes and the time of its steps. */
  public Plan plan() {
    return plan;
  }

  /** Weights are all that is shared, and nobody waits for those. */
  @Override
  public void abandon() {}

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      plan.close();
    }
  }
}
