package io.manako.operator.pipeline;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import java.io.Serializable;

/**
 * Decodes frames, takes pictures into batches and runs the batches. This is the extension point for
 * another decoder, another engine or a wrapper around the usual ones ({@link ModelPipeline}).
 *
 * <p>{@link #decode} and {@link PictureBatch#put} run on the task's thread, {@link PictureBatch}'s
 * other methods on the operator's worker, possibly at the same time but never on the same batch.
 *
 * <p>A {@link RuntimeException} or {@link StackOverflowError} of {@link #decode} or of a batch
 * counts against the frame: it would recur with the frame after every restart, so the frame ends as
 * an error and a dead letter. The task fails, and restarts from its last checkpoint, on a {@link
 * io.manako.image.DecoderUnavailableException}, on any other {@link Error}, and if {@link
 * PictureBatch#probe} throws.
 */
public interface FramePipeline extends AutoCloseable {

  /** The models that run. */
  Models models();

  /** Memory that the models hold. */
  default Memory memory() {
    return Memory.NONE;
  }

  /**
   * Longer side of the detector's input in pixels, the scale of crops; 0 if the pipeline processes
   * whole pictures only.
   */
  default int detectorSide() {
    return 0;
  }

  /**
   * Decodes one record.
   *
   * @param sink gets every frame in order; none if the record is refused, or only the first ones if
   *     the fault lies behind them
   * @throws MalformedFrameException if the record is refused; the message goes into the dead
   *     letter, which stands for all frames that the sink did not get
   */
  void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException;

  /** Creates a batch with buffers of its own. The operator creates two. */
  PictureBatch newBatch();

  /**
   * Notes that a run hangs. Pipelines that are opened from now on share nothing with this one that
   * their runs could hang on. Called on the task's thread during the run; {@link #close} is called
   * if the run ever ends.
   */
  default void abandon() {}

  /** Frees all native memory. Called once, when nothing runs any more. */
  @Override
  void close();

  /**
   * Memory that models hold, for metrics.
   *
   * @param weightBytes bytes of weights, which pipelines of one process with the same models share
   * @param arenaBytes bytes of activations and scratch memory
   */
  record Memory(long weightBytes, long arenaBytes) {
    /** Memory that is zero or unknown. */
    public static final Memory NONE = new Memory(0, 0);
  }

  /** Opens pipelines on the TaskManager. The provider travels with the job. */
  @FunctionalInterface
  interface Provider extends Serializable {
    /**
     * Opens a pipeline, or frees what it has opened and throws.
     *
     * @throws io.manako.model.ModelException if a model is missing, damaged or unfit
     * @throws io.manako.engine.EngineException if the engine or its device is missing; these two
     *     end the job without a restart
     */
    FramePipeline open(InferenceOptions options);
  }
}
