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
  record NamedStep(String node, Step step) {}

  Plan(
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
   * @throws UnsupportedGraphException naming operator and node if the graph cannot be run
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

  /** Extents of the outputs for one picture, [1, …], in the graph's order. */
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

  /** The outputs for the first {@code count} pictures, valid until the next run. */
  public List<Tensor> run(float[] batch, int count) {
    workspace.pictures = batch;
    team.run(count);
    return outputs.get(count - 1);
  }

  private void runShare(int thread, int count) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).step().run(workspace, thread, count);
      team.await(thread);
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
}
