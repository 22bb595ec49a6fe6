package io.manako.operator.pipeline;

import io.manako.engine.Engine;
import io.manako.engine.EngineOptions;
import io.manako.engine.kernel.KernelSelection;
import io.manako.engine.kernel.PixelRows;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.tensor.Preprocessing;
import io.manako.tensor.Preprocessor;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.RowKernels;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** A model in an engine. Runs on one thread; buffers may be filled on another. */
final class OpenModel implements AutoCloseable {
  private final Model model;
  private final ModelSpec spec;
  private final Engine engine;
  private final int[] outputOrder;
  private long runNanos;

  OpenModel(Model model, EngineOptions options) {
    this.model = model;
    this.spec = model.spec();
    this.engine = Engine.open(model, options);
    List<String> names = engine.outputNames();
    this.outputOrder = spec.output().names().stream().mapToInt(names::indexOf).toArray();
  }

  Model model() {
    return model;
  }

  ModelSpec spec() {
    return spec;
  }

  /** A buffer with a preprocessor of its own, so that one thread may fill it while another runs. */
  BatchInput newInput() {
    return newInput(spec.input().resize());
  }

  /** A buffer for parts of pictures that are cut closely around one object. */
  BatchInput newObjectInput() {
    return newInput(spec.input().resize().aroundAnObject());
  }

  private BatchInput newInput(ResizeMode resize) {
    InputSpec in = spec.input();
    boolean bgr = in.color().startsWithBlue();
    Preprocessing preprocessing =
        new Preprocessing(in.width(), in.height(), resize, in.mean(), in.std(), bgr);
    Preprocessor preprocessor =
        KernelSelection.hasWideVectors()
            ? new Preprocessor(preprocessing, new RowKernels(PixelRows::blend, PixelRows::pick))
            : new Preprocessor(preprocessing);
    return new BatchInput(engine.newInput(), preprocessor);
  }

  /** See {@link Engine#weightBytes}. */
  long weightBytes() {
    return engine.weightBytes();
  }

  /** See {@link Engine#arenaBytes}. */
  long arenaBytes() {
    return engine.arenaBytes();
  }

  int maxBatch() {
    return engine.maxBatch();
  }

  /** Returns the shapes of the outputs for one picture, in the order of the spec's output names. */
  List<Shape> outputShapes() {
    List<Shape> shapes = engine.outputShapes();
    return Arrays.stream(outputOrder).mapToObj(shapes::get).toList();
  }

  /**
   * Returns the outputs of the first {@code count} pictures, in the order of the spec's output
   * names.
   */
  List<Tensor> run(BatchInput input, int count) {
    long start = System.nanoTime();
    List<Tensor> outputs = engine.run(input.buffer(), count);
    runNanos += System.nanoTime() - start;
    return Arrays.stream(outputOrder).mapToObj(outputs::get).toList();
  }

  /** Time of all runs so far, in ns. */
  long runNanos() {
    return runNanos;
  }

  /** See {@link Engine#abandon}. */
  void abandon() {
    engine.abandon();
  }

  @Override
  public void close() {
    engine.close();
  }
}
