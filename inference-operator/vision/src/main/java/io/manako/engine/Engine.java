package io.manako.engine;

import io.manako.model.Model;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;

/**
 * Runs a network on batches of pictures. An instance serves one thread at a time; instances of the
 * same model in one JVM share its weights. A frame's result does not depend on the batch it ran in.
 */
public sealed interface Engine extends AutoCloseable
    permits JavaEngine, OnnxRuntimeEngine, FixedBatchEngine {

  /**
   * Opens a model. A network that was exported for a fixed number of pictures runs batches of any
   * size in parts of that number.
   *
   * @throws EngineException if the engine or its device is missing, or the file does not do what
   *     the model's description says
   */
  static Engine open(Model model, EngineOptions options) {
    return switch (options.kind()) {
      case ONNXRUNTIME -> OnnxRuntimeEngine.open(model, options);
      case JAVA -> JavaEngine.open(model, options);
    };
  }

  /** A buffer for up to {@code maxBatch} pictures. Several may exist (one fills while one runs). */
  EngineInput newInput();

  /**
   * Runs the first {@code count} pictures of {@code input}.
   *
   * @return the outputs in the order of the model's graph, each of shape [count, …]; valid until
   *     the next run or close
   * @throws EngineException if the run fails
   */
  List<Tensor> run(EngineInput input, int count);

  /** Names of the outputs, in the order of {@link #run}'s tensors. */
  List<String> outputNames();

  /**
   * Extents of the outputs for one picture, [1, …], in the order of {@link #run}'s tensors. Where
   * an extent depends on the picture, it is the one of a black picture.
   */
  List<Shape> outputShapes();

  /** Most pictures in one run. */
  int maxBatch();

  /** Bytes of weights, which engines of the same model in one JVM share. */
  long weightBytes();

  /** Bytes of activations and scratch memory; 0 if the engine does not say. */
  long arenaBytes();

  /** One line for the log: engine, device, threads, version. */
  String description();

  /**
   * Notes that a run hangs: engines that are opened from now on share nothing with this one that a
   * run may hang on. For any thread.
   */
  void abandon();

  /** Frees everything native. Idempotent. */
  @Override
  void close();
}
