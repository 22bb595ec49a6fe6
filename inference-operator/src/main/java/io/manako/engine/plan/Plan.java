package io.manako.engine.plan;

import io.manako.engine.EngineException;
import io.manako.engine.kernel.Kernels;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import io.manako.graph.Window;
import io.manako.graph.passes.Passes;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network made ready for batches of a size: steps, one arena that they share, packed weights.
 * Running it allocates nothing. For one run at a time; its weights may serve several plans.
 */
public final class Plan implements AutoCloseable {
  private final List<NamedStep> steps;
  private final Pictures pictures;
  private final List<String> outputNames;
  private final List<List<Tensor>> outputs;
  private final Workspace workspace;
  private final SharedWeights weights;
  private final Team team;

  /** A step and the node that it came from. */
  private record NamedStep(String node, Step step) {}

  private Plan(
      List<NamedStep> steps,
      Pictures pictures,
      Outputs outputs,
      Workspace workspace,
      SharedWeights weights) {
    this.steps = steps;
    this.pictures = pictures;
    this.outputNames = outputs.names();
    this.outputs = outputs.byCount(workspace.arena, pictures.layout().batch());
    this.workspace = workspace;
    this.weights = weights;
    this.team = new Team(workspace.threads, this::runShare);
  }

  /**
   * How to make a plan.
   *
   * @param kernels what to compute with
   * @param threads for one run
   * @param batch most pictures in one run
   * @param weightsKey equal for graphs that have the same weights, which then exist once
   */
  public record Settings(Kernels kernels, int threads, int batch, Object weightsKey) {}

  /**
   * Plans a graph with one input of pictures.
   *
   * @param graph as it was read; the passes run here
   * @throws EngineException naming operator and node if the graph cannot be run
   */
  public static Plan of(Graph graph, Settings settings) {
    return new Planner(passed(graph), settings).plan();
  }

  private static Graph passed(Graph graph) {
    try {
      return Passes.standard(graph);
    } catch (IllegalArgumentException e) {
      throw new EngineException("network " + graph.name() + ": " + e.getMessage(), e);
    }
  }

  /** Where pictures go in a buffer of {@link #newPictures}. */
  public ImageLayout layout() {
    return pictures.layout();
  }

  /** A buffer for a batch, with zeros around each picture. */
  public float[] newPictures() {
    return AlignedArray.allocate(pictures.size());
  }

  /** Names of the outputs, in the graph's order. */
  public List<String> outputNames() {
    return outputNames;
  }

  /** Bytes of activations and scratch memory. */
  public long arenaBytes() {
    return (long) Float.BYTES * workspace.arena.length;
  }

  /** Bytes of packed weights, which plans of one network share. */
  public long weightBytes() {
    return (long) Float.BYTES * workspace.weights.length;
  }

  /** The outputs for the first {@code count} pictures, valid until the next run. */
  public List<Tensor> run(float[] batch, int count) {
    workspace.pictures = batch;
    team.run(count);
    return outputs.get(count - 1);
  }

  private void runShare(int thread, int count) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).step().run(workspace, thread, count);
      team.await();
    }
  }

  /**
   * Nanoseconds of every step of one run in the calling thread.
   *
   * @return by step, named like the node that it came from
   * @throws IllegalStateException if the plan is for several threads
   */
  public List<StepTime> profile(float[] batch, int count) {
    if (workspace.threads > 1) {
      throw new IllegalStateException("only a plan for one thread is timed step by step");
    }
    workspace.pictures = batch;
    List<StepTime> times = new ArrayList<>();
    for (NamedStep step : steps) {
      long start = System.nanoTime();
      step.step().run(workspace, 0, count);
      long nanos = System.nanoTime() - start;
      times.add(new StepTime(step.node(), step.step().getClass().getSimpleName(), nanos));
    }
    return times;
  }

  /**
   * How long a step took.
   *
   * @param node that it came from
   * @param kind of step
   * @param nanos duration
   */
  public record StepTime(String node, String kind, long nanos) {}

  /** Ends the threads and gives the weights back. Idempotent. */
  @Override
  public void close() {
    team.close();
    weights.release();
  }

  /** The outputs of a graph. */
  private record Outputs(List<String> names, List<Plain> values) {
    List<List<Tensor>> byCount(float[] arena, int batch) {
      List<List<Tensor>> all = new ArrayList<>();
      for (int n = 1; n <= batch; n++) {
        List<Tensor> tensors = new ArrayList<>();
        for (Plain value : values) {
          tensors.add(tensor(arena, value, n));
        }
        all.add(List.copyOf(tensors));
      }
      return all;
    }

    private static Tensor tensor(float[] arena, Plain value, int count) {
      int[] extents = new int[value.picture().rank() + 1];
      extents[0] = count;
      System.arraycopy(value.picture().dims(), 0, extents, 1, extents.length - 1);
      int size = count * value.size();
      FloatBuffer data = FloatBuffer.wrap(arena, value.buffer().offset(), size).slice();
      return new Tensor(Shape.of(extents), data);
    }
  }

  /** Makes one plan. */
  private static final class Planner {
    private final Graph graph;
    private final Settings settings;
    private final Map<String, Shape> shapes;
    private final List<Step> steps = new ArrayList<>();
    private final Values values;
    private final WeightPacking packing = new WeightPacking();

    Planner(Graph graph, Settings settings) {
      this.graph = graph;
      this.settings = settings;
      this.shapes = infer(graph, settings.batch());
      Values.Extents extents = new Values.Extents(settings.batch(), settings.kernels().block());
      this.values = new Values(graph, shapes, steps, extents);
    }

    private static Map<String, Shape> infer(Graph graph, int batch) {
      try {
        return ShapeInference.infer(graph, batch);
      } catch (IllegalArgumentException e) {
        throw new EngineException("network " + graph.name() + ": " + e.getMessage(), e);
      }
    }

    Plan plan() {
      Pictures pictures = pictures();
      LayerPacking layers = new LayerPacking(values, settings.kernels(), packing);
      ConvolutionLowering convolutions =
          new ConvolutionLowering(values, layers, steps, settings.threads());
      Lowering lowering = new Lowering(values, convolutions, steps);
      List<NamedStep> named = new ArrayList<>();
      for (Node node : graph.nodes()) {
        lowering.lower(node);
        name(named, node.name());
      }
      Outputs outputs = new Outputs(graph.outputs(), outputs());
      name(named, "outputs");
      float[] arena = AlignedArray.allocate(Arena.layOut(withOutputsAlive(outputs)));
      SharedWeights weights = SharedWeights.acquire(settings.weightsKey(), packing);
      Workspace workspace =
          new Workspace(settings.kernels(), arena, weights.data(), settings.threads());
      return new Plan(List.copyOf(named), pictures, outputs, workspace, weights);
    }

    private void name(List<NamedStep> named, String node) {
      for (int i = named.size(); i < steps.size(); i++) {
        named.add(new NamedStep(node, steps.get(i)));
      }
    }

    private List<Plain> outputs() {
      return graph.outputs().stream().map(values::plain).toList();
    }

    /** The steps and one more that reads all outputs, so that nothing overwrites them. */
    private List<Step> withOutputsAlive(Outputs outputs) {
      List<Step> all = new ArrayList<>(steps);
      all.add(new Reader(outputs.values().stream().map(Plain::buffer).toList()));
      return all;
    }

    private Pictures pictures() {
      if (graph.inputs().size() != 1) {
        throw new EngineException(
            "the Java engine runs networks of one input, not of " + graph.inputs().keySet());
      }
      String name = graph.inputs().keySet().iterator().next();
      Shape shape = values.shape(name);
      if (shape.rank() != 4 || shape.dim(0) != settings.batch()) {
        throw new EngineException(
            ("the input %s of network %s has shape %s, not %d pictures: open the engine with the"
                    + " batch size that the network was exported with")
                .formatted(name, graph.name(), shape, settings.batch()));
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

    /** The most padding that the network's first convolutions want. */
    private Window around() {
      Window most = new Window(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
      for (Node node : graph.nodes()) {
        if (node instanceof FusedConv conv && readsPictures(conv.input())) {
          most = larger(most, conv.window());
        } else if (node instanceof Node.Conv conv && readsPictures(conv.input())) {
          most = larger(most, conv.window());
        } else if (node instanceof InvertedResidual) {
          return most;
        }
      }
      return most;
    }

    private boolean readsPictures(String value) {
      return graph.inputs().containsKey(value) || isTransposedInput(value);
    }

    private boolean isTransposedInput(String value) {
      return graph.nodes().stream()
          .anyMatch(
              n ->
                  n instanceof Node.Transpose t
                      && t.output().equals(value)
                      && graph.inputs().containsKey(t.input()));
    }

    private static Window larger(Window a, Window b) {
      return new Window(
          1,
          1,
          1,
          1,
          1,
          1,
          Math.max(a.top(), b.top()),
          Math.max(a.left(), b.left()),
          Math.max(a.bottom(), b.bottom()),
          Math.max(a.right(), b.right()));
    }
  }

  /** Keeps buffers alive to the end. */
  private record Reader(List<Buffer> buffers) implements Step {
    @Override
    public void run(Workspace workspace, int thread, int count) {
      // Only its buffers matter.
    }
  }
}
