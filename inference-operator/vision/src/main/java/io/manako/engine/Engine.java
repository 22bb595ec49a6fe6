package io.manako.engine;

import io.manako.model.Model;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;

/**
 * Runs a network on batches of pictures. An instance serves one thread at a time; instances of the
 * same model in one JVM share its weights. The result of a frame does not depend on its batch.
 */
public sealed interface Engine extends AutoCloseable
    permits JavaEngine, OnnxRuntimeEngine, FixedBatchEngine {

  /**
   * Opens a model. A network that was exported for a fixed number of pictures runs batches of any
   * size in groups of that number.
   *
   * @param model the model
   * @param options engine, device, threads and batch
   * @throws EngineException if the engine or its device is missing, or the file does not match the
   *     model's description
   */
  static Engine open(Model model, EngineOptions options) {
    return switch (options.kind()) {
      case ONNXRUNTIME -> OnnxRuntimeEngine.open(model, options);
      case JAVA -> JavaEngine.open(model, options);
    };
  }

  /**
   * Returns a buffer for up to {@link #maxBatch} pictures. Several buffers may exist, so that one
   * is filled while another runs.
   */
  EngineInput newInput();

  /**
   * Runs the first {@code count} pictures of {@code input}.
   *
   * @param input a buffer of {@link #newInput}
   * @param count number of pictures, 1 … {@link #maxBatch}
   * @return the outputs in the order of the model's graph, each of shape [count, …]; valid until
   *     the next run or close
   * @throws EngineException if the run fails
   */
  List<Tensor> run(EngineInput input, int count);

  /** Names of the outputs, in the order of {@link #run}'s tensors. */
  List<String> outputNames();

  /**
   * Extents of the outputs for one picture, [1, …], in the order of {@link #run}'s tensors. An
   * extent that depends on the picture is that of a black picture.
   */
  List<Shape> outputShapes();

  /** Greatest number of pictures in one run. */
  int maxBatch();

  /** Bytes of weights, which engines of the same model in one JVM share. */
  long weightBytes();

  /** Bytes of activations and scratch memory; 0 if the engine does not report them. */
  long arenaBytes();

  /** One line for the log: engine, device, threads, version. */
  String description();

  /**
   * Marks a run as hanging: engines that are opened from now on share nothing with this one on
   * which a run may hang. Any thread may call this method.
   */
  void abandon();

  /** Frees all native memory. Further calls have no effect. */
  @Override
  void close();
}
