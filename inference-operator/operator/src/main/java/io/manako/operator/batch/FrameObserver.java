package io.manako.operator.batch;

import io.manako.image.Image;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;

/**
 * Observes every frame on its way through the operator, and cannot change a result. All methods run
 * on the task's thread.
 */
public interface FrameObserver extends AutoCloseable {
  /** Notes that a picture has been put into a batch of the primary models. */
  void batched(PendingFrame frame, Image image) throws InterruptedException;

  /** Notes that a frame has ended without the engine. */
  void failed(PendingFrame frame, FrameStatus status, Failure failure) throws InterruptedException;

  /**
   * Emits everything that is held. Called before a checkpoint barrier, a watermark and the end of
   * input, when the results of all frames have been emitted.
   */
  void drain() throws InterruptedException;

  /** Frees everything. Called when no frame comes any more. */
  @Override
  void close() throws Exception;
}
