package io.manako.engine.plan;

import io.manako.engine.kernel.Kernels;
import io.manako.graph.Graph;
import io.manako.graph.passes.Passes;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Network that is prepared for batches of up to a given size: steps, one arena that they share, and
 * packed weights. A run allocates nothing; runs must not overlap. Several plans may share weights.
 */
public final class Plan implements AutoCloseable {
  private final List<NamedStep> steps;
  private final Pictures pictures;
  private final List<String> outputNames;
  private final List<List<Tensor>> outputs;
  private final Workspace workspace;
  private final SharedWeights weights;
  private final Team team;
  private final RowTrimming rows;

  /** Whether a step computes all pictures of a batch at once, so that all others must, too. */
  private final boolean runsWhole;

  /** Step and the node that it came from. */
  record NamedStep(String node, Step step) {}

  Plan(
      List<NamedStep> steps,
      Pictures pictures,
      Outputs outputs,
      Workspace workspace,
      SharedWeights weights) {
    this.rows = outputs.rows();
    this.steps = steps;
    this.pictures = pictures;
    this.outputNames = outputs.names();
    this.outputs = outputs.byCount(workspace.arena, pictures.layout().batch());
    this.workspace = workspace;
    this.weights = weights;
    this.runsWhole = steps.stream().anyMatch(step -> step.step() instanceof WholeStep);
    this.team = new Team(workspace.threads, this::runShare);
  }

  /**
   * Settings of a plan.
   *
   * @param kernels kernels that compute the network
   * @param threads number of threads for one run
   * @param batch greatest number of pictures in one run
   * @param weightsKey key that is equal for graphs with the same weights, which then exist once
   */
  public record Settings(Kernels kernels, int threads, int batch, Object weightsKey) {}

  /**
   * Plans a graph with one input of pictures.
   *
   * @param graph graph as it was read; this method runs the passes
   * @throws UnsupportedGraphException if the graph cannot be run; the message names the node with
   *     its operator, the value or the network
   */
  public static Plan of(Graph graph, Settings settings) {
    try {
      return new Planner(passed(graph), settings).plan();
    } catch (ArithmeticException e) {
      throw new UnsupportedGraphException(
          String.format(
              Locale.ROOT,
              "network %s holds a value that is too large in batches of %d; use smaller batches",
              graph.name(),
              settings.batch()),
          e);
    }
  }

  private static Graph passed(Graph graph) {
    try {
      return Passes.standard(graph);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedGraphException("network " + graph.name() + ": " + e.getMessage(), e);
    }
  }

  /** Layout of the pictures in a buffer of {@link #newPictures}. */
  public ImageLayout layout() {
    return pictures.layout();
  }

  /** Returns a new buffer for a batch, with zeros around each picture. */
  public float[] newPictures() {
    return AlignedArray.allocate(pictures.size());
  }

  /** Names of the outputs, in the graph's order. */
  public List<String> outputNames() {
    return outputNames;
  }

  /**
   * Extents of the outputs for one picture, [1, …], in the graph's order; with as many rows as
   * there can be where their number depends on the picture.
   */
  public List<Shape> outputShapes() {
    return outputs.get(0).stream().map(Tensor::shape).toList();
  }

  /** Bytes of activations and scratch memory. */
  public long arenaBytes() {
    return (long) Float.BYTES * workspace.arena.length;
  }

  /** Bytes of packed weights, which plans of one network share. */
  public long weightBytes() {
    return (long) Float.BYTES * workspace.weights.length;
  }

  /** Runs the first {@code count} pictures and returns their outputs, valid until the next run. */
  public List<Tensor> run(float[] batch, int count) {
    workspace.pictures = batch;
    team.run(runsWhole ? pictures.layout().batch() : count);
    return rows.trimmed(outputs.get(count - 1));
  }

  private void runShare(int thread, int count) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).step().run(workspace, thread, count);
      team.await(thread);
    }
  }

  /**
   * Measures every step of one run in the calling thread.
   *
   * @return times of the steps in their order, each with the name of the node that the step came
   *     from
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
      step.step().run(workspace, 0, runsWhole ? pictures.layout().batch() : count);
      long nanos = System.nanoTime() - start;
      times.add(new StepTime(step.node(), step.step().getClass().getSimpleName(), nanos));
    }
    return times;
  }

  /**
   * Time that a step took.
   *
   * @param node name of the node that the step came from
   * @param kind kind of step
   * @param nanos duration in nanoseconds
   */
  public record StepTime(String node, String kind, long nanos) {}

  /**
   * Ends the threads and releases the weights. Call this method once, because weights count their
   * users.
   */
  @Override
  public void close() {
    team.close();
    weights.release();
  }
}
