package io.manako.engine;

import io.manako.engine.kernel.KernelSelection;
import io.manako.engine.kernel.Kernels;
import io.manako.engine.plan.Plan;
import io.manako.engine.plan.UnsupportedGraphException;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
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
 * Runs networks in pure Java, without a native library. The result of a picture has the same bits
 * alone, in any batch, on any number of threads and on every machine. The network is planned once;
 * a run with vector kernels allocates nothing.
 */
public final class JavaEngine implements Engine {
  private final Plan plan;
  private final EngineOptions options;
  private final String kernels;

  /** Whether the network's outputs have no axis of pictures. */
  private final boolean addsPictures;

  private boolean closed;

  private JavaEngine(Plan plan, EngineOptions options, String kernels, boolean addsPictures) {
    this.plan = plan;
    this.options = options;
    this.kernels = kernels;
    this.addsPictures = addsPictures;
  }

  static Engine open(Model model, EngineOptions options) {
    if (!model.spec().output().batched()) {
      Graph graph = read(model, Model::graphForOnePicture);
      return FixedBatchEngine.orSame(open(graph, model, options.withMaxBatch(1)), options);
    }
    try {
      Graph graph = read(model, Model::graph);
      int batch = fixedBatch(graph, model);
      return batch == 0
          ? open(graph, model, options)
          : FixedBatchEngine.orSame(open(graph, model, options.withMaxBatch(batch)), options);
    } catch (EngineException e) {
      return pictureByPicture(model, options, e);
    }
  }

  /**
   * Returns the number of pictures that the network's file fixes for every run, or 0 if it fixes
   * none.
   */
  private static int fixedBatch(Graph graph, Model model) {
    Shape input = graph.inputs().get(model.spec().input().name());
    return input == null || input.rank() == 0 || input.dim(0) == Shape.DYNAMIC ? 0 : input.dim(0);
  }

  /**
   * Opens a network picture by picture, because some exporters leave the batch open at the input
   * and write one picture into a reshape.
   */
  private static Engine pictureByPicture(
      Model model, EngineOptions options, EngineException asBatch) {
    try {
      Graph graph = read(model, Model::graphForOnePicture);
      return FixedBatchEngine.orSame(open(graph, model, options.withMaxBatch(1)), options);
    } catch (EngineException alone) {
      asBatch.addSuppressed(alone);
      throw asBatch;
    }
  }

  private static JavaEngine open(Graph graph, Model model, EngineOptions options) {
    List<String> outputs = signature(graph, options).check(model.spec(), options.maxBatch());
    Graph wanted =
        new Graph(graph.name(), graph.inputs(), graph.constants(), graph.nodes(), outputs);
    JavaEngine engine = of(wanted, options, model.spec().sha256());
    return model.spec().output().batched()
        ? engine
        : new JavaEngine(engine.plan, engine.options, engine.kernels, true);
  }

  /**
   * Returns the engine that computes: {@code engine} itself, or the engine that it runs in groups.
   */
  public static JavaEngine inside(Engine engine) {
    return engine instanceof FixedBatchEngine parts
        ? (JavaEngine) parts.group()
        : (JavaEngine) engine;
  }

  /** Function from a model to its graph. */
  @FunctionalInterface
  private interface Reading {
    Graph of(Model model) throws IOException;
  }

  private static Graph read(Model model, Reading reading) {
    try {
      return reading.of(model);
    } catch (IOException e) {
      throw new EngineException(
          "the Java engine cannot read %s: %s".formatted(model.onnx(), e.getMessage()), e);
    } catch (MalformedModelException e) {
      throw new EngineException(
          "the Java engine cannot read %s: %s".formatted(model.onnx(), e.advice()), e);
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
              "the Java engine cannot run %s in batches of %d: %s; %s",
              graph.name(),
              options.maxBatch(),
              e.getMessage(),
              MalformedModelException.OTHER_ENGINE),
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
   * @param graph the network
   * @param options threads and batch
   * @param weightsKey key that is equal for graphs with the same weights, which are then packed
   *     once
   * @throws EngineException if the engine lacks an operator; the message names operator and node
   */
  public static JavaEngine of(Graph graph, EngineOptions options, Object weightsKey) {
    return of(graph, options, weightsKey, KernelSelection.kernels());
  }

  static JavaEngine of(Graph graph, EngineOptions options, Object weightsKey, Kernels kernels) {
    Plan.Settings settings =
        new Plan.Settings(kernels, options.threads(), options.maxBatch(), weightsKey);
    try {
      return new JavaEngine(Plan.of(graph, settings), options, kernels.description(), false);
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
    List<Tensor> outputs = plan.run(input.data().array(), count);
    return addsPictures ? outputs.stream().map(JavaEngine::ofOnePicture).toList() : outputs;
  }

  /** Returns an output of a network without an axis of pictures as that of one picture. */
  private static Tensor ofOnePicture(Tensor output) {
    return new Tensor(output.shape().ofBatch(1), output.data());
  }

  @Override
  public List<String> outputNames() {
    return plan.outputNames();
  }

  @Override
  public List<Shape> outputShapes() {
    List<Shape> shapes = plan.outputShapes();
    return addsPictures ? shapes.stream().map(shape -> shape.ofBatch(1)).toList() : shapes;
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

  /** Plan of the network, for its sizes and the time of its steps. */
  public Plan plan() {
    return plan;
  }

  /** Changes nothing: engines share only weights, and no run waits for them. */
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
